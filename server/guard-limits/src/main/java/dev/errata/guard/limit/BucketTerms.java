package dev.errata.guard.limit;

import dev.errata.guard.limit.BucketStore.Taken;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * A {@link RateLimit} as stores count by it, in whole units of which several make a token, so that no store must divide.
 *
 * <p>The numbers are whole and exact below 2^53; above it a store may be off by less than a millionth of a token.
 *
 * @param full units in a full bucket
 * @param cost units of a token
 * @param refill units that come back in a microsecond; zero when all come back together at the end of the window
 * @param window its length in microseconds
 */
public record BucketTerms(double full, double cost, double refill, long window) {
    /** How much later than another node's a clock may be; one that is further behind was set back. */
    public static final Duration SKEW = Duration.ofSeconds(1);

    static BucketTerms of(RateLimit limit) {
        long window = Math.max(1, TimeUnit.NANOSECONDS.toMicros(limit.window().toNanos()));
        Long burst = limit.burst();
        return burst == null
                ? new BucketTerms(limit.limit(), 1, 0, window)
                : new BucketTerms((double) burst * window, window, limit.limit(), window);
    }

    /** Whether all tokens come back together. */
    public boolean isFixed() {
        return refill == 0;
    }

    /** Microseconds until an empty bucket is full. */
    public long timeToFill() {
        return isFixed() ? window : micros(full);
    }

    /**
     * What a store that has counted tells.
     *
     * @param left units, after the token was taken
     * @param rest microseconds of a fixed window that are left
     */
    public Taken taken(boolean granted, double left, long rest) {
        long wait = isFixed() ? rest : micros(granted ? full - left : cost - left);
        return new Taken(granted, (long) (left / cost), Duration.of(wait, ChronoUnit.MICROS));
    }

    /** What a store that has no such bucket yet tells of it. */
    public Taken untouched() {
        return taken(true, full, window);
    }

    /**
     * What a store tells of a bucket that nobody asks for a token.
     *
     * @param left units when it was last counted
     * @param capacity units that it had when it was full
     * @param rest microseconds of a fixed window that were left
     * @param elapsed microseconds since; not less than 0
     */
    public Taken look(double left, double capacity, long rest, long elapsed) {
        double units = capacity == full ? left : Math.floor(left * full / capacity);
        if (!isFixed()) {
            units = Math.min(full, units + elapsed * refill);
        } else if (elapsed >= rest) {
            return untouched();
        }
        return taken(units >= cost, units, Math.min(rest - elapsed, window));
    }

    private long micros(double units) {
        return Math.max(1, (long) Math.ceil(units / refill));
    }
}
