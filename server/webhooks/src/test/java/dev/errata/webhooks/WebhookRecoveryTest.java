package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.guard.ManualClock;
import dev.errata.store.jdbc.Place;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of what a process was making when it was killed. */
class WebhookRecoveryTest extends OnEachDatabase {
    /** What four missed signs of life come to. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(12);

    /** As a process leaves it that dies in the middle of an attempt. */
    private void wasBeingMade(Instant lastSign) {
        bench.queue.add(FIRST);
        Object at = place == Place.SQLITE ? lastSign.toEpochMilli() : Timestamp.from(lastSign);
        bench.database.write(db -> db.sql("update scheduled_tasks set picked = true, picked_by = 'who died',"
                        + " last_heartbeat = :at, version = version + 1")
                .param("at", at)
                .update());
    }

    @Test
    void inAFileItGoesOnAtOnceUnderItsIdWhereverTheClockIs() {
        assumeTrue(place == Place.SQLITE, "a server's processes may live while one starts");
        wasBeingMade(START.plusSeconds(1));
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .containsExactly("whk_1");
        }
    }

    @Test
    void inAServerItGoesOnOnceFourSignsOfLifeAreMissing() {
        wasBeingMade(START);
        bench.clock.advance(DEAD_AFTER);
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .containsExactly("whk_1");
            assertThat(bench.log).containsExactly("1 200 end");
        }
    }

    @Test
    void aClockThatJumpsDoesNotMakeAProcessTakeItsOwnWorkForDead() {
        bench.close();
        bench = new QueueBench(
                location, new ManualClock(), new WebhookQueue.Pace(Duration.ofMillis(5), Duration.ofMillis(10)));
        try (Receiver stalling = Receiver.stalling()) {
            bench.leads("shop", stalling.url("/hooks"));
            bench.queue.add(FIRST);
            bench.queue.start();
            await("an attempt", () -> stalling.connections() == 1);
            for (int i = 0; i < 20; i++) {
                bench.clock.advance(Duration.ofHours(1));
                Instant jumped = bench.clock.instant();
                await("a sign of life", () -> !bench.lastSign().isBefore(jumped));
            }
            await("the end of the attempt", () -> !bench.log.isEmpty());

            assertThat(stalling.connections()).isEqualTo(1);
        }
    }

    @Test
    void inAServerItIsLeftToWhoGaveASignOfLife() {
        assumeTrue(place == Place.POSTGRES, "a file belongs to one service");
        wasBeingMade(START);
        bench.clock.advance(DEAD_AFTER.minusSeconds(1));
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            bench.queue.start();
            // Another shows that the queue has looked for work.
            bench.queue.add(new Delivery("whk_2", "shop", "{}"));
            await("one delivery left", () -> bench.queue.size() == 1);

            assertThat(receiver.requests())
                    .extracting(request -> request.headers().get("id"))
                    .containsExactly("whk_2");
            assertThat(bench.queue.find("whk_1"))
                    .hasValueSatisfying(queued -> assertThat(queued.running()).isTrue());
        }
    }
}
