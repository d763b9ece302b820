package dev.errata.guard.limit;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.guard.Caller;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.WhileAway;
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
 * @param whileAway what becomes of requests while the store that nodes share is away
 */
public record RateLimit(
        String name,
        Level level,
        long limit,
        Duration window,
        @Nullable Long burst,
        WhileAway whileAway) implements RateRule {
    /** Whose requests are counted together. */
    public enum Level {
        /** Those from one address, whoever sends them; not counted by {@link RateLimitGuard}, which stands behind the key. */
        ADDRESS(Condition.LIMIT_RATE_ADDRESS),
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

    /** A rule of fixed windows, which refuses while it cannot be counted together with other nodes. */
    public RateLimit(String name, Level level, long limit, Duration window) {
        this(name, level, limit, window, null, WhileAway.REFUSE);
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
        return new RateLimit(name, level, limit, window, burst, whileAway);
    }

    /** The same rule with another number of requests in a window. */
    public RateLimit withLimit(long limit) {
        return new RateLimit(name, level, limit, window, burst, whileAway);
    }

    /** The same rule with another answer to a store that is away. */
    public RateLimit whileAway(WhileAway whileAway) {
        return new RateLimit(name, level, limit, window, burst, whileAway);
    }

    /** What one of so many nodes grants alone: all of them together no more than the rule, or 1 each. */
    public RateLimit share(int nodes) {
        return new RateLimit(
                name,
                level,
                Math.max(1, limit / nodes),
                window,
                burst == null ? null : Long.valueOf(Math.max(1, burst / nodes)),
                whileAway);
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

    /** What stores count by. */
    public BucketTerms terms() {
        return BucketTerms.of(this);
    }

    String bucket(String subject) {
        return name + ":" + level.word() + ":" + subject;
    }
}
