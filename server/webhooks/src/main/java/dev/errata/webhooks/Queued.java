package dev.errata.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that the queue has.
 *
 * @param attempts that have ended
 * @param next when the next attempt begins; null while one is being made
 */
public record Queued(
        Delivery delivery, int attempts, @Nullable Instant next) {
    /** Whether an attempt is being made; what it comes to is not known yet. */
    public boolean running() {
        return next == null;
    }
}
