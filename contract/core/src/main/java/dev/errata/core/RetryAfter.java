package dev.errata.core;

import java.time.Duration;

/** A wait as answers state it: rounded up, and never none, since it is due (RFC 9110, 10.2.3). */
final class RetryAfter {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private RetryAfter() {}

    /** Whole seconds, at least 1. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(NANOS_PER_SECOND - 1).toSeconds());
    }

    /** Whole milliseconds, at least 1. */
    static long millis(Duration wait) {
        return Math.max(1, wait.plusNanos(NANOS_PER_MILLI - 1).toMillis());
    }
}
