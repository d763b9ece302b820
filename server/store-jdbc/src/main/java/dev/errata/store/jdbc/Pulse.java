package dev.errata.store.jdbc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whether a database answers now. One that hangs is asked by one thread, however many want to know. Thread-safe. */
public final class Pulse implements AutoCloseable {
    private final Database database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread asking = new Thread(work, "errata-pulse");
        asking.setDaemon(true);
        return asking;
    });
    private @Nullable Future<Boolean> asked;

    /** Of a database. */
    public Pulse(Database database) {
        this.database = database;
    }

    /** Asks it, or waits for the answer for which somebody waits already. */
    public synchronized Future<Boolean> ask() {
        Future<Boolean> before = asked;
        if (before == null || before.isDone()) {
            before = CompletableFuture.supplyAsync(this::answers, thread);
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

    private boolean answers() {
        return database.read(db -> db.sql("select 1").query(Integer.class).single()) == 1;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
