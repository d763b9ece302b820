package dev.errata.webhooks;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that make attempts, and the moment at which looking for more is worth it: something was added, and one of
 * them has time. While all are busy nothing looks, however much is added.
 */
final class Workers extends ThreadPoolExecutor {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Runnable look;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean();

    /**
     * Workers that idle out when there is nothing to do.
     *
     * @param look asks the queue to look into its table soon; cheap, and does no harm when it is called too often
     */
    Workers(int threads, Runnable look) {
        super(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "webhooks-" + NUMBERS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        allowCoreThreadTimeOut(true);
        this.look = look;
    }

    /** Something is due. */
    void wake() {
        wanted.set(true);
        lookIfWanted();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable work) {
        busy.incrementAndGet();
    }

    /** Asked on both sides, after each has said its own, so that one of them sees both. */
    @Override
    protected void afterExecute(Runnable work, @Nullable Throwable failure) {
        busy.decrementAndGet();
        lookIfWanted();
    }

    private void lookIfWanted() {
        if (busy.get() < getMaximumPoolSize() && wanted.getAndSet(false)) {
            look.run();
        }
    }
}
