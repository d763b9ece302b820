package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Deliveries that are looked up, hurried and ended. */
class WebhookChangesTest extends OnEachDatabase {
    @Test
    void aDeliveryIsFoundWhileItWaitsAndWhileItIsMade() {
        try (Receiver failing = Receiver.answering(500, "");
                Receiver stalling = Receiver.stalling()) {
            bench.leads("shop", failing.url("/hooks"));
            bench.queue.add(FIRST);
            assertThat(bench.queue.find("whk_1")).contains(new Queued(FIRST, 0, START));
            assertThat(bench.queue.find("whk_2")).isEmpty();

            bench.queue.start();
            Instant next = START.plus(QueueBench.PAUSE);
            await("a retry", () -> bench.queue.find("whk_1").equals(Optional.of(new Queued(FIRST, 1, next))));

            bench.leads("shop", stalling.url("/hooks"));
            bench.clock.advance(QueueBench.PAUSE);
            await("an attempt", () -> stalling.connections() == 1);
            assertThat(bench.queue.find("whk_1")).hasValueSatisfying(queued -> {
                assertThat(queued.running()).isTrue();
                assertThat(queued.attempts()).isEqualTo(1);
            });
            assertThat(bench.queue.hurry("whk_1")).isFalse();
            assertThat(bench.queue.end("whk_1")).isFalse();
        }
    }

    @Test
    void aHurriedDeliveryIsMadeNowAndCountsOn() {
        try (Receiver receiver = Receiver.answering(500, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("a retry", () -> START.plus(QueueBench.PAUSE).equals(bench.due()));

            assertThat(bench.queue.hurry("whk_1")).isTrue();
            assertThat(bench.queue.hurry("whk_2")).isFalse();

            Instant next = START.plus(QueueBench.SCHEDULE.pauses().get(1));
            await("another retry", () -> next.equals(bench.due()));
            assertThat(bench.log).containsExactly("1 500 " + START.plus(QueueBench.PAUSE), "2 500 " + next);
        }
    }

    @Test
    void aPauseThatEndsWhileADeliveryIsLookedAtIsOver() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.pauses("shop", receiver.url("/hooks"));
            bench.looked = () -> {
                looking.countDown();
                try {
                    resumed.await();
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            };
            bench.queue.add(FIRST);
            bench.queue.start();
            looking.await();

            bench.database.write(db -> {
                bench.leads("shop", receiver.url("/hooks"));
                bench.queue.resume("whk_1");
                return 0;
            });
            resumed.countDown();

            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void anEndedDeliveryIsNotMadeAndItsPlaceIsFree() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.add(FIRST);
            assertThat(bench.queue.end("whk_1")).isTrue();
            assertThat(bench.queue.end("whk_1")).isFalse();
            assertThat(bench.queue.find("whk_1")).isEmpty();

            bench.queue.add(new Delivery("whk_1", "shop", "{\"again\":true}"));
            bench.queue.start();
            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests()).extracting(Receiver.Request::body).containsExactly("{\"again\":true}");
        }
    }

    @Test
    void changesToADeliveryAreCommittedWithTheCallersTransactionOrNotAtAll() {
        bench.queue.add(FIRST);
        assertThatThrownBy(() -> bench.database.write(db -> {
                    assertThat(bench.queue.end("whk_1")).isTrue();
                    assertThat(bench.queue.find("whk_1")).isEmpty();
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(bench.queue.find("whk_1")).contains(new Queued(FIRST, 0, START));

        bench.clock.advance(QueueBench.PAUSE);
        Instant now = bench.clock.instant();
        bench.database.write(db -> {
            assertThat(bench.queue.hurry("whk_1")).isTrue();
            assertThat(bench.queue.find("whk_1")).contains(new Queued(FIRST, 0, now));
            return 0;
        });
        assertThat(bench.queue.find("whk_1")).contains(new Queued(FIRST, 0, now));
    }

    @Test
    void whatIsEndedWhileTheQueueWorksIsNotMadeAndWhatIsNotEndedIsMadeOnce() throws Exception {
        Set<String> ended = ConcurrentHashMap.newKeySet();
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            for (int i = 0; i < 200; i++) {
                bench.queue.add(new Delivery("whk_" + i, "shop", "{}"));
            }
            bench.queue.start();
            AtomicInteger last = new AtomicInteger(200);
            Together.run(2, () -> {
                for (int i = last.decrementAndGet(); i >= 0; i = last.decrementAndGet()) {
                    String id = "whk_" + i;
                    bench.queue.hurry(id);
                    if (bench.database.write(db -> bench.queue.end(id))) {
                        ended.add(id);
                    }
                }
                return 0;
            });
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(ended)
                    .hasSize(200 - ended.size());
            assertThat(ended).isNotEmpty();
        }
    }
}
