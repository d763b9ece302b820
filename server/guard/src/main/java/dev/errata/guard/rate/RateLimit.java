package dev.errata.guard.rate;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.guard.Caller;
import dev.errata.guard.GuardedRequest;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule: so many requests in a window.
 *
 * <p>Without a burst, the window begins with the first request, and all tokens come back together at its end. With a
 * burst, the tokens come back one by one, evenly over the window, and the burst is what the bucket holds.
 *
 * @param name tells its buckets from those of other rules
 * @param level whose requests are counted together
 * @param limit requests in one window, at least 1
 * @param window its length, at least a millisecond
 * @param burst requests at once, at least 1; null for fixed windows
 */
public record RateLimit(
        String name,
        Level level,
        long limit,
        Duration window,
        @Nullable Long burst) implements RateRule {
    /** Whose requests are counted together. */
    public enum Level {
        /** Everybody's. */
        GLOBAL(Condition.LIMIT_RATE_GLOBAL),
        /** Those with one key. */
        KEY(Condition.LIMIT_RATE_KEY),
        /** Those of one user, with all keys together. */
        USER(Condition.LIMIT_RATE_USER),
        /** Those for one account, such as a project or a workspace, with the keys of all its users together. */
        OWNER(Condition.LIMIT_RATE_OWNER);

        private final Condition condition;

        Level(Condition condition) {
            this.condition = condition;
        }

        /** What a request beyond the limit is refused with. */
        public Condition condition() {
            return condition;
        }

        /** The word of the fact {@code level}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException when the limit, the window or the burst is too small
     */
    public RateLimit {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "Rate limit '" + name + "' is " + limit + "; at least 1 request must pass");
        }
        if (window.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Rate limit '" + name + "' has a window of " + window + "; use a millisecond or more");
        }
        if (burst != null && burst < 1) {
            throw new IllegalArgumentException(
                    "Rate limit '" + name + "' has a burst of " + burst + "; at least 1 request must pass");
        }
    }

    /** A rule of fixed windows. */
    public RateLimit(String name, Level level, long limit, Duration window) {
        this(name, level, limit, window, null);
    }

    /**
     * A rule whose number stands in the catalog's limits.
     *
     * @param name of the limit in {@code errata.yaml}
     * @throws IllegalArgumentException when the catalog has no such limit
     */
    public static RateLimit of(Catalog catalog, String name, Level level, Duration window) {
        return new RateLimit(name, level, catalog.limit(name), window);
    }

    /** The same rule with tokens that come back one by one, so many at most. */
    public RateLimit withBurst(long burst) {
        return new RateLimit(name, level, limit, window, burst);
    }

    /** The same rule with another number of requests in a window. */
    public RateLimit withLimit(long limit) {
        return new RateLimit(name, level, limit, window, burst);
    }

    @Override
    public RateLimit forRequest(GuardedRequest request) {
        return this;
    }

    /**
     * Who sends a request that is counted by this rule.
     *
     * @throws IllegalStateException when nobody was left on it
     */
    Caller caller(GuardedRequest request) {
        Caller caller = request.get(Caller.class);
        if (caller == null) {
            throw new IllegalStateException("Rate limit '" + name + "' counts by " + level.word()
                    + ", but no caller was left on the request; put the key guard before it");
        }
        return caller;
    }

    /** Tokens in a full bucket. */
    long capacity() {
        return burst == null ? limit : burst;
    }

    /** How long an empty bucket takes to be full again. */
    Duration timeToFill() {
        return burst == null ? window : Duration.ofNanos(Math.round((double) window.toNanos() * burst / limit) + 1);
    }

    String bucket(String subject) {
        return name + ":" + level.word() + ":" + subject;
    }
}
