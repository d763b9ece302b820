package dev.errata.guard.rate;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.rate.BucketStore.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests beyond the limits that stand at one place of the chain. Thread-safe.
 *
 * <p>The rules are asked in order, the narrowest first; a request that one refuses costs nothing in the others. The
 * headers announce the rule that refused, or the one with the fewest requests left. A global rule is announced only
 * when it refuses: how busy all others are is nobody's business.
 */
public final class RateLimitGuard implements Guard {
    private final Catalog catalog;
    private final BucketStore buckets;
    private final InstantSource clock;
    private final RateLimitHeaders headers;
    private final List<RateLimit> limits;

    /** A guard of these rules. */
    public RateLimitGuard(
            Catalog catalog,
            BucketStore buckets,
            InstantSource clock,
            RateLimitHeaders headers,
            List<RateLimit> limits) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.clock = clock;
        this.headers = headers;
        this.limits = List.copyOf(limits);
    }

    /**
     * Takes a token for each rule.
     *
     * @throws IllegalStateException when a rule counts by key or user and no caller was left on the request
     */
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        RateLimit tightest = null;
        Taken least = null;
        for (int i = 0; i < limits.size(); i++) {
            RateLimit limit = limits.get(i);
            Taken taken = buckets.take(bucket(limit, request), limit);
            if (!taken.granted()) {
                for (RateLimit earlier : limits.subList(0, i)) {
                    buckets.giveBack(bucket(earlier, request), earlier);
                }
                announce(request, limit, taken);
                return refusal(limit, taken.untilReset());
            }
            if (limit.level() != RateLimit.Level.GLOBAL && (least == null || taken.remaining() < least.remaining())) {
                tightest = limit;
                least = taken;
            }
        }
        if (tightest != null && least != null) {
            announce(request, tightest, least);
        }
        return null;
    }

    private void announce(GuardedRequest request, RateLimit limit, Taken taken) {
        Instant reset = clock.instant().plus(taken.untilReset());
        request.answerHeader(headers.limit(), Long.toString(limit.limit()));
        request.answerHeader(headers.remaining(), Long.toString(taken.remaining()));
        request.answerHeader(
                headers.reset(), Long.toString(reset.plusNanos(999_999_999).getEpochSecond()));
    }

    private ApiError refusal(RateLimit limit, Duration wait) {
        return catalog.answer(
                limit.level().condition(),
                Facts.of(Fact.LIMIT, limit.limit())
                        .and(Fact.WINDOW_SECONDS, limit.window().toSeconds())
                        .and(Fact.LEVEL, limit.level().word())
                        .and(Fact.RETRY_AFTER, wait.plusNanos(999_999_999).toSeconds())
                        .and(Fact.RETRY_AFTER_MS, wait.plusNanos(999_999).toMillis()));
    }

    private static String bucket(RateLimit limit, GuardedRequest request) {
        if (limit.level() == RateLimit.Level.GLOBAL) {
            return limit.bucket("");
        }
        Caller caller = request.get(Caller.class);
        if (caller == null) {
            throw new IllegalStateException("Rate limit '" + limit.name() + "' counts by "
                    + limit.level().word() + ", but no caller was left on the request; put the key guard before it");
        }
        return limit.bucket(limit.level() == RateLimit.Level.KEY ? caller.keyId() : caller.user());
    }
}
