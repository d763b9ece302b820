package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a delivery is tried again, and when no more. */
class WebhookRetriesTest extends OnEachDatabase {
    @Test
    void failedDeliveryIsRetriedOnScheduleWithTheSameIdAndBodyUntilItIsGivenUp() {
        try (Receiver receiver = Receiver.answering(500, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();

            List<Instant> attempts = new ArrayList<>(List.of(START));
            for (Duration pause : QueueBench.SCHEDULE.pauses()) {
                Instant next = bench.clock.instant().plus(pause);
                await("a retry at " + next, () -> next.equals(bench.due()));
                bench.clock.advance(pause);
                attempts.add(next);
            }
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(attempts).hasSize(8);
            assertThat(receiver.requests()).hasSize(8);
            assertThat(receiver.requests())
                    .extracting(request -> Instant.ofEpochSecond(
                            Long.parseLong(request.headers().get("timestamp"))))
                    .isEqualTo(attempts);
            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .containsOnly("whk_1");
            assertThat(receiver.requests()).extracting(Receiver.Request::body).containsOnly(FIRST.body());
            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("signature"))
                    .doesNotHaveDuplicates();
            for (int i = 0; i < 8; i++) {
                assertGenuine(receiver.requests().get(i), attempts.get(i));
            }
        }
    }

    @Test
    void receiverThatRecoversGetsTheDelivery() {
        AtomicInteger asked = new AtomicInteger();
        try (Receiver receiver = new Receiver(out -> out.write(Receiver.bytes("HTTP/1.1 "
                + (asked.incrementAndGet() == 1 ? 503 : 204) + " Whatever\r\nConnection: close\r\n\r\n")))) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();

            Instant next = START.plus(QueueBench.PAUSE);
            await("a retry", () -> next.equals(bench.due()));
            bench.clock.advance(QueueBench.PAUSE);
            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void removedDestinationEndsItsDeliveries() {
        try (Receiver receiver = Receiver.answering(500, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));

            bench.leadsNowhere("shop");
            bench.clock.advance(QueueBench.PAUSE);
            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void attemptThatCannotEvenBeginCountsLikeAFailedOne() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(new Delivery("cannot.be.signed", "shop", "{}"));
            bench.queue.start();

            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void deliveryFollowsItsDestination() {
        try (Receiver old = Receiver.answering(500, "");
                Receiver moved = Receiver.answering(200, "")) {
            bench.leads("shop", old.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));

            bench.leads("shop", moved.url("/new"));
            bench.clock.advance(QueueBench.PAUSE);
            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(old.requests()).hasSize(1);
            assertThat(moved.requests()).extracting(Receiver.Request::line).containsExactly("POST /new HTTP/1.1");
        }
    }

    @Test
    void theLogHearsOfEveryAttemptAndWhenTheNextOneIs() {
        AtomicInteger calls = new AtomicInteger();
        try (Receiver receiver = new Receiver(out -> out.write(Receiver.bytes(
                calls.getAndIncrement() == 0
                        ? "HTTP/1.1 503 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            Instant next = START.plusSeconds(600);
            await("a first attempt", () -> next.equals(bench.due()));

            bench.clock.advance(Duration.ofSeconds(600));
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 503 " + next, "2 200 end");
        }
    }

    @Test
    void aPausedDestinationIsNotCalledAndLosesNoAttempt() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.pauses("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a later try", () -> START.plus(Duration.ofMinutes(1)).equals(bench.due()));
            assertThat(receiver.connections()).isZero();

            bench.leads("shop", receiver.url("/hooks"));
            bench.clock.advance(Duration.ofMinutes(1));
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 200 end");
        }
    }

    @Test
    void aThrottledDestinationIsAskedAgainWhenItSaidSo() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.throttles("shop", receiver.url("/hooks"), Duration.ofSeconds(5));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a later try", () -> START.plusSeconds(5).equals(bench.due()));

            bench.leads("shop", receiver.url("/hooks"));
            bench.clock.advance(Duration.ofSeconds(5));
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 200 end");
        }
    }

    @Test
    void aReceiverThatAsksForPatienceForeverIsGivenUpAtTheEndOfTheSchedulesLife() {
        try (Receiver receiver = Receiver.answering(429, "", "Retry-After: 86400")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            Instant second = START.plus(Duration.ofDays(1));
            Instant third = START.plus(Duration.ofDays(2));
            Instant last = START.plus(QueueBench.SCHEDULE.life());
            for (Instant next : List.of(second, third, last)) {
                await("a retry at " + next, () -> next.equals(bench.due()));
                bench.clock.advance(Duration.between(bench.clock.instant(), next));
            }
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 429 " + second, "2 429 " + third, "3 429 " + last, "4 429 end");
        }
    }

    @Test
    void timeInWhichTheDestinationIsPausedIsNoPartOfTheLife() {
        try (Receiver receiver = Receiver.answering(500, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));

            Duration days = Duration.ofDays(30);
            bench.throttles("shop", receiver.url("/hooks"), days);
            bench.clock.advance(QueueBench.PAUSE);
            Instant resumed = START.plus(QueueBench.PAUSE).plus(days);
            await("the end of the pause", () -> resumed.equals(bench.due()));
            bench.leads("shop", receiver.url("/hooks"));
            bench.clock.advance(days);

            Instant next = resumed.plus(QueueBench.SCHEDULE.pauses().get(1));
            await("another retry", () -> next.equals(bench.due()));
            assertThat(bench.queue.find("whk_1")).contains(new Queued(FIRST, 2, next));
        }
    }

    @Test
    void aReceiverThatIsGoneEndsTheDelivery() {
        try (Receiver receiver = Receiver.answering(410, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 410 end");
        }
    }
}
