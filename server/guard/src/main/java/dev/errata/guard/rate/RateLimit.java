package dev.errata.guard.rate;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import java.time.Duration;
import java.util.Locale;

/**
 * One rule: so many requests in a window. The window begins with the first request and is followed by the next one.
 *
 * @param name tells its buckets from those of other rules
 * @param level whose requests are counted together
 * @param limit requests in one window, at least 1
 * @param window its length, at least a millisecond
 */
public record RateLimit(String name, Level level, long limit, Duration window) {
    /** Whose requests are counted together. */
    public enum Level {
        /** Everybody's. */
        GLOBAL(Condition.LIMIT_RATE_GLOBAL),
        /** Those with one key. */
        KEY(Condition.LIMIT_RATE_KEY),
        /** Those of one user, with all keys together. */
        USER(Condition.LIMIT_RATE_USER);

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
     * @throws IllegalArgumentException when the limit or the window is too small
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

    String bucket(String subject) {
        return name + ":" + level.word() + ":" + subject;
    }
}
