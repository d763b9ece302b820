package dev.errata.webhooks;

import static dev.errata.webhooks.QueueBench.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Receivers that hang or fail, and those who have nothing to do with them. */
class WebhookSharesTest extends OnEachDatabase {
    private static final int MANY = 300;

    /** Looks only when it has a reason to. */
    private void looksSeldom() {
        bench.close();
        bench = QueueBench.lookingSeldom(location);
    }

    private void add(int count, String endpoint, Lane lane) {
        bench.database.write(db -> {
            for (int i = 0; i < count; i++) {
                bench.queue.add(new Delivery(endpoint + "_" + i, endpoint, "{}"), lane);
            }
            return count;
        });
    }

    @Test
    void aReceiverThatHangsKeepsNoOtherWaiting() {
        looksSeldom();
        try (Receiver hanging = Receiver.stalling();
                Receiver healthy = Receiver.answering(200, "")) {
            bench.leads("hanging", hanging.url("/hooks"));
            bench.leads("healthy", healthy.url("/hooks"));
            add(MANY, "hanging", new Lane("hanging", "one"));
            bench.queue.start();
            await("attempts", () -> hanging.connections() == Shares.FIRST);

            add(1, "healthy", new Lane("healthy", "another"));
            await("the other's delivery", () -> healthy.requests().size() == 1);

            assertThat(hanging.connections())
                    .as("attempts that would have ended if it had waited for them")
                    .isLessThanOrEqualTo(Shares.FIRST + 1);
            assertThat(bench.queue.size()).isGreaterThanOrEqualTo(MANY);
        }
    }

    @Test
    void whatIsQueuedBehindALongRowOfOthersIsFound() {
        looksSeldom();
        try (Receiver hanging = Receiver.stalling();
                Receiver healthy = Receiver.answering(200, "")) {
            for (int i = 0; i < 5; i++) {
                bench.leads("hanging" + i, hanging.url("/hooks"));
                add(40, "hanging" + i, new Lane("hanging" + i, "one"));
            }
            bench.leads("healthy", healthy.url("/hooks"));
            add(20, "healthy", new Lane("healthy", "another"));
            bench.queue.start();

            await("all of the other's", () -> healthy.requests().size() == 20);
        }
    }

    @Test
    void aReceiverThatFailedIsTriedByOneWorkerAndHearsEverythingOnceItLives() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicInteger status = new AtomicInteger(500);
        try (Receiver receiver = new Receiver(out -> {
            together.accumulateAndGet(now.incrementAndGet(), Math::max);
            String answer = "HTTP/1.1 " + status.get() + " Whatever\r\nConnection: close\r\n\r\n";
            now.decrementAndGet();
            out.write(Receiver.bytes(answer));
        })) {
            bench.leads("shop", receiver.url("/hooks"));
            add(4, "shop", new Lane("shop", "one"));
            bench.queue.start();
            await("four failures", () -> bench.log.size() == 4);
            together.set(0);
            add(24, "shop", new Lane("shop", "one"));
            await("more failures", () -> bench.log.size() == 24);
            assertThat(together).as("attempts at the same time").hasValue(1);

            status.set(204);
            Instant next = START.plus(QueueBench.PAUSE);
            assertThat(bench.log).allMatch(line -> line.equals("1 500 " + next));
            bench.clock.advance(QueueBench.PAUSE);
            await("no delivery left", () -> bench.queue.size() == 0);

            assertThat(bench.log.subList(24, 48)).containsOnly("2 204 end");
        }
    }

    @Test
    void whatWasQueuedBeforeThereWereSharesIsDelivered() {
        try (Receiver receiver = Receiver.answering(200, "")) {
            bench.leads("shop", receiver.url("/hooks"));
            add(20, "shop", new Lane("shop", "one"));
            bench.database.write(db -> db.sql("update scheduled_tasks set receiver = null, tenant = null")
                    .update());
            bench.queue.start();

            await("no delivery left", () -> bench.queue.size() == 0);
            assertThat(receiver.requests()).hasSize(20);
        }
    }
}
