package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import dev.errata.store.jdbc.Place;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is added is delivered, once, whoever adds it and whatever restarts. */
class WebhookQueueTest extends OnEachDatabase {
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
    void deliveryAddedByTransactionsAtTheSameTimeIsMadeOnceAndSpoilsNoneOfThem() throws Exception {
        AtomicInteger others = new AtomicInteger();

        List<Boolean> added = Together.run(
                8,
                () -> bench.database.write(db -> {
                    boolean first = bench.queue.add(FIRST);
                    return bench.queue.add(new Delivery("whk_more_" + others.incrementAndGet(), "shop", "{}")) && first;
                }));

        assertThat(added).containsOnlyOnce(true).hasSize(8);
        assertThat(bench.queue.size()).isEqualTo(9);
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
    void aQueueThatIsToldOfCommitsDoesNotWaitForItsNextLook() {
        bench.close();
        bench = QueueBench.lookingSeldom(location);
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();
            for (int i = 0; i < 5; i++) {
                String id = "whk_" + i;
                bench.database.write(db -> {
                    bench.queue.add(new Delivery(id, "shop", "{}"));
                    return 0;
                });
                await("no delivery left", () -> bench.queue.size() == 0);
            }
            bench.throttles("shop", receiver.url("/hooks"), Duration.ofMillis(10));
            bench.queue.add(FIRST);
            await("a later try", () -> START.plusMillis(10).equals(bench.due()));
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.hurry("whk_1");
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests()).hasSize(6);
        }
    }

    @Test
    void moreThanCanBeMadeAtOnceIsMadeInTheEnd() {
        bench.close();
        bench = QueueBench.lookingSeldom(location);
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();
            for (int i = 0; i < 300; i++) {
                bench.queue.add(new Delivery("whk_" + i, "shop", "{}"));
            }
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests()).hasSize(300);
        }
    }

    @Test
    void servicesThatShareADatabaseMakeEachDeliveryOnce() {
        assumeTrue(place == Place.POSTGRES, "a file belongs to one service");
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
