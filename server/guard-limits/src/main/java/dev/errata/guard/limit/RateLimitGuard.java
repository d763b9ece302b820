package dev.errata.guard.limit;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.limit.BucketStore.Taken;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests beyond the limits that stand at one place of the chain. Thread-safe.
 *
 * <p>The rules are asked in order, the narrowest first; a request that one refuses costs nothing in the others. The
 * headers announce the rule that refused, or the one with the fewest requests left. A global rule is announced only
 * when it refuses: how busy all others are is nobody's business. A request that was refused before it came here is told
 * the same and costs nothing.
 */
public final class RateLimitGuard implements Guard {
    private final BucketStore buckets;
    private final RateLimiter limiter;
    private final List<RateRule> rules;

    /** A guard of these rules. */
    public RateLimitGuard(
            Catalog catalog,
            BucketStore buckets,
            InstantSource clock,
            RateLimitHeaders headers,
            List<? extends RateRule> rules) {
        this.buckets = buckets;
        this.limiter = new RateLimiter(catalog, buckets, clock, headers);
        this.rules = List.copyOf(rules);
    }

    private static IllegalStateException atTheWrongDoor(RateLimit limit) {
        return new IllegalStateException("Rate limit '" + limit.name()
                + "' counts by address, which this guard does not; put an AddressLimitGuard before the key guard");
    }

    /**
     * Takes a token for each rule.
     *
     * @throws IllegalStateException when a rule needs the caller and none was left on the request
     * @throws RuntimeException that is a {@link dev.errata.guard.StoreFault} when the store is away and a rule is to
     *     refuse then
     */
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        List<RateLimit> asked = new ArrayList<>(rules.size());
        Tightest tightest = new Tightest();
        for (RateRule rule : rules) {
            RateLimit limit = rule.forRequest(request);
            Taken taken = take(limit, request, asked);
            if (!taken.granted()) {
                giveBack(asked, request);
                limiter.headers(limit, taken).forEach(request::answerHeader);
                return limiter.refusal(limit, taken);
            }
            asked.add(limit);
            tightest.among(limit, taken);
        }
        tightest.tell(request);
        return null;
    }

    /** Only for a caller that is known, for nobody else has a bucket. */
    @Override
    public boolean announce(GuardedRequest request) {
        if (request.get(Caller.class) != null) {
            Tightest tightest = new Tightest();
            for (RateRule rule : rules) {
                RateLimit limit = rule.forRequest(request);
                if (limit.level() != RateLimit.Level.GLOBAL) {
                    tightest.among(limit, buckets.look(bucket(limit, request), limit));
                }
            }
            tightest.tell(request);
        }
        return true;
    }

    /** The rule with the fewest requests left, of those that callers are told of. */
    private final class Tightest {
        private @Nullable RateLimit limit;
        private @Nullable Taken least;

        void among(RateLimit rule, Taken taken) {
            if (rule.level() != RateLimit.Level.GLOBAL && (least == null || taken.remaining() < least.remaining())) {
                limit = rule;
                least = taken;
            }
        }

        void tell(GuardedRequest request) {
            if (limit != null && least != null) {
                limiter.headers(limit, least).forEach(request::answerHeader);
            }
        }
    }

    private Taken take(RateLimit limit, GuardedRequest request, List<RateLimit> earlier) {
        try {
            return buckets.take(bucket(limit, request), limit);
        } catch (RuntimeException e) {
            giveBack(earlier, request);
            throw e;
        }
    }

    private void giveBack(List<RateLimit> earlier, GuardedRequest request) {
        for (RateLimit limit : earlier) {
            buckets.giveBack(bucket(limit, request), limit);
        }
    }

    private static String bucket(RateLimit limit, GuardedRequest request) {
        return limit.bucket(
                switch (limit.level()) {
                    case ADDRESS -> throw atTheWrongDoor(limit);
                    case GLOBAL -> "";
                    case KEY -> limit.caller(request).keyId();
                    case USER -> limit.caller(request).user();
                    case OWNER -> limit.caller(request).owner();
                });
    }
}
