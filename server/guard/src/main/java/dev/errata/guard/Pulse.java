package dev.errata.guard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whether a store answers now. One that hangs is asked by one thread, however many want to know. Thread-safe. */
public final class Pulse implements AutoCloseable {
    private final Store store;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread asking = new Thread(work, "errata-pulse");
        asking.setDaemon(true);
        return asking;
    });
    private @Nullable Future<Boolean> asked;

    /** Of a store. */
    public Pulse(Store store) {
        this.store = store;
    }

    /** Asks it, or waits for the answer for which somebody waits already. */
    public synchronized Future<Boolean> ask() {
        Future<Boolean> before = asked;
        if (before == null || before.isDone()) {
            before = CompletableFuture.supplyAsync(store::answers, thread);
            asked = before;
        }
        return before;
    }

    /** Whether what was asked is answered in time. */
    public static boolean isAnswered(Future<Boolean> asked, Duration patience) {
        try {
            return asked.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException away) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
