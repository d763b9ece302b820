package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final Workers workers = new Workers(2, looks::incrementAndGet);
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);

    @AfterEach
    void close() {
        first.countDown();
        second.countDown();
        workers.shutdownNow();
    }

    @Test
    void whileOneHasTimeEachWakingLooks() {
        busy(first);
        workers.wake();
        workers.wake();

        assertThat(looks).hasValue(2);
    }

    @Test
    void whileAllAreBusyNothingLooksUntilOneIsDone() {
        busy(first);
        busy(second);
        workers.wake();
        workers.wake();
        assertThat(looks).hasValue(0);

        first.countDown();
        QueueBench.await("a look", () -> looks.get() == 1);
        second.countDown();
        QueueBench.await("idle workers", () -> workers.getCompletedTaskCount() == 2);
        assertThat(looks).hasValue(1);
    }

    private void busy(CountDownLatch until) {
        CountDownLatch begun = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            QueueBench.await("the end", () -> until.getCount() == 0);
        });
        QueueBench.await("a worker", () -> begun.getCount() == 0);
    }
}
