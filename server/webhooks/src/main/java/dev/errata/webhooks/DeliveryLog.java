package dev.errata.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hears of every attempt, from the thread that made it. Thread-safe. */
@FunctionalInterface
public interface DeliveryLog {
    /** Keeps nothing. */
    DeliveryLog NONE = (delivery, number, attempt, next) -> {};

    /**
     * Takes note of an attempt.
     *
     * @param number of the attempt, from 1
     * @param next when it is tried again; null when it was delivered, or is given up
     */
    void attempted(Delivery delivery, int number, Attempt attempt, @Nullable Instant next);
}
