package dev.errata.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The one place where the client asks this machine for the time. */
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();

    private final InstantSource clock = InstantSource.system();

    private SystemTime() {}

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /** The timer's own thread is shared by the whole process, so that nothing but the hand-over may run on it. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback ends the timer of the future that is returned.
    public CompletableFuture<Void> after(Duration wait) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> timer =
                new CompletableFuture<Void>().completeOnTimeout(null, wait.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> handOver = timer.thenRunAsync(() -> done.complete(null));
        done.whenComplete((nothing, failure) -> {
            timer.cancel(false);
            handOver.cancel(false);
        });
        return done;
    }
}
