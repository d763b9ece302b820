package dev.errata.reference.control;

import dev.errata.store.jdbc.Retention;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sweeps what a service keeps, a minute after its start and every hour. */
final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final int FIRST_MINUTES = 1;
    private static final int MINUTES = 60;

    private final Retention retention;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });

    private final Future<?> sweeping;

    Housekeeping(Retention retention) {
        this.retention = retention;
        this.sweeping = timer.scheduleWithFixedDelay(this::sweep, FIRST_MINUTES, MINUTES, TimeUnit.MINUTES);
    }

    /** A database that is away now is there the next time. */
    private void sweep() {
        try {
            LOG.log(System.Logger.Level.INFO, "Swept by age: {0}", retention.sweep());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Nothing was swept; the next sweep is in an hour", e);
        }
    }

    @Override
    public void close() {
        sweeping.cancel(true);
        timer.shutdownNow();
    }
}
