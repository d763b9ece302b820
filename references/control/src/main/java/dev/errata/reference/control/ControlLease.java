package dev.errata.reference.control;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What test controls change for every caller holds for so long after they were last used, so that a run that dies
 * leaves no service behind that lives in another year or turns everybody away. Thread-safe.
 */
public final class ControlLease implements AutoCloseable {
    private final Duration length;
    private final Runnable restore;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "control-lease");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> ending;

    /**
     * A lease that nobody holds yet.
     *
     * @param length in real time
     * @param restore takes back what was changed; called when the lease ends, by itself or by {@link #end}
     */
    public ControlLease(Duration length, Runnable restore) {
        this.length = length;
        this.restore = restore;
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Holds it for its whole length from now on. */
    synchronized void renew() {
        cancel();
        ending = timer.schedule(restore, length.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it now. */
    synchronized void end() {
        cancel();
        restore.run();
    }

    private void cancel() {
        if (ending != null) {
            ending.cancel(false);
        }
    }

    /** Ends nothing: what was changed goes with the service. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
