package dev.errata.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The clock of a client, and its way to wait; a test brings one that it moves itself. Thread-safe. */
public interface Time {
    /** What the clock on the wall says. */
    Instant now();

    /** Nanoseconds that only ever grow, from an arbitrary origin. */
    long nanos();

    /**
     * Completes once the time has passed, never earlier.
     *
     * <p>Cancelling the future ends the wait.
     */
    CompletableFuture<Void> after(Duration wait);

    /** The time of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
