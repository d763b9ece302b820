package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
import dev.errata.store.jdbc.Place;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On real databases, to real receivers. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Place.class)
class WebhookQueueTest {
    private static final Delivery FIRST = new Delivery("whk_1", "shop", "{\"event\":\"caf\u00e9\"}");
    private static final Instant START = ManualClock.START;

    @TempDir
    private Path folder;

    @Parameter
    private Place place;

    private String location;

    private QueueBench bench;

    @BeforeEach
    void open() {
        location = place.empty(folder);
        bench = new QueueBench(location, new ManualClock());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static void assertGenuine(Receiver.Request request, Instant at) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        assertThat(QueueBench.SECRETS)
                .allMatch(secret ->
                        QueueBench.SCHEME.verify(name -> request.headers().get(name), body, secret, at, Duration.ZERO));
    }

    @Test
    void deliveryReachesItsReceiverOnceAndIsGone() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            assertThat(bench.queue.size()).isEqualTo(1);
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests()).hasSize(1);
            Receiver.Request request = receiver.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /hooks HTTP/1.1");
            assertThat(request.headers()).containsEntry("id", "whk_1");
            assertThat(request.body()).isEqualTo("{\"event\":\"caf\u00e9\"}");
            assertGenuine(request, START);
        }
    }

    @Test
    void transactionThatDoesNotCommitDeliversNothing() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();

            assertThatThrownBy(() -> bench.database.write(db -> {
                        bench.queue.add(FIRST);
                        throw new IllegalStateException("changed my mind");
                    }))
                    .hasMessage("changed my mind");
            assertThat(bench.queue.size()).isZero();

            // A later delivery shows that the queue had its chance.
            bench.database.write(db -> {
                bench.queue.add(new Delivery("whk_2", "shop", "{}"));
                return 0;
            });
            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .containsExactly("whk_2");
        }
    }

    @Test
    void deliveryAddedTwiceIsMadeOnce() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            assertThat(bench.queue.add(FIRST)).isTrue();
            assertThat(bench.queue.add(new Delivery("whk_1", "shop", "{\"another\":true}")))
                    .isFalse();
            assertThat(bench.queue.size()).isEqualTo(1);
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests()).extracting(Receiver.Request::body).containsExactly(FIRST.body());
        }
    }

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
    void whatIsUndeliveredIsDeliveredAfterARestart() {
        try (Receiver down = Receiver.answering(500, "");
                Receiver up = Receiver.answering(200, "")) {
            bench.leads("shop", down.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));
            bench.close();

            ManualClock later = new ManualClock();
            later.advance(QueueBench.PAUSE);
            bench = new QueueBench(location, later);
            assertThat(bench.queue.size()).isEqualTo(1);
            bench.leads("shop", up.url("/hooks"));
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(up.requests()).hasSize(1);
            assertThat(up.requests().get(0).headers()).containsEntry("id", "whk_1");
            assertThat(up.requests().get(0).body()).isEqualTo(FIRST.body());
        }
    }

    @Test
    void deliveryBeingMadeCounts() {
        try (Receiver receiver = Receiver.stalling()) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();

            await("an attempt", () -> receiver.connections() == 1);
            assertThat(bench.queue.size()).isEqualTo(1);
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
    void aReceiverThatIsGoneEndsTheDelivery() {
        try (Receiver receiver = Receiver.answering(410, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log).containsExactly("1 410 end");
        }
    }

    @Test
    void servicesThatShareADatabaseMakeEachDeliveryOnce() {
        try (Receiver receiver = Receiver.answering(200, "");
                QueueBench other = new QueueBench(location, bench.clock)) {
            bench.leads("shop", receiver.url("/hooks"));
            other.leads("shop", receiver.url("/hooks"));
            for (int i = 0; i < 100; i++) {
                (i % 2 == 0 ? bench : other).queue.add(new Delivery("whk_" + i, "shop", "{}"));
            }
            bench.queue.start();
            other.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .hasSize(100)
                    .doesNotHaveDuplicates();
        }
    }
}
