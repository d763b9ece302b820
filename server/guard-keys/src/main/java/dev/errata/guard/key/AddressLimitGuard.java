package dev.errata.guard.key;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.limit.InMemoryBucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.limit.RateLimiter;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an address that sends too much, before anything is asked about who sends it. Thread-safe.
 *
 * <p>It stands first, so that requests without a key cost nothing that others need. It counts in this process, on each node by
 * itself: a flood must not become work for the store that nodes share. An IPv6 caller has a whole /64, which is counted as one
 * address; peers that are no addresses are one.
 */
public final class AddressLimitGuard implements Guard {
    private static final int BITS_OF_FOUR = 32;
    private static final int BITS_OF_SIX = 64;
    private static final String NO_ADDRESS = "";

    private final RateLimit limit;
    private final RateLimiter limiter;

    /**
     * A guard of one limit.
     *
     * @throws IllegalArgumentException when the limit is of another level than {@link RateLimit.Level#ADDRESS}
     */
    public AddressLimitGuard(Catalog catalog, InstantSource clock, RateLimitHeaders headers, RateLimit limit) {
        if (limit.level() != RateLimit.Level.ADDRESS) {
            throw new IllegalArgumentException("Rate limit '" + limit.name() + "' counts by "
                    + limit.level().word() + "; only limits of the level ADDRESS stand before the key guard");
        }
        this.limit = limit;
        this.limiter = new RateLimiter(catalog, new InMemoryBucketStore(clock), clock, headers);
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        return take(request);
    }

    /** Counts what is found out for the answer: it is work for the address. */
    @Override
    public boolean announce(GuardedRequest request) {
        return take(request) == null;
    }

    private @Nullable ApiError take(GuardedRequest request) {
        String network = AddressList.network(request.peerAddress(), BITS_OF_FOUR, BITS_OF_SIX);
        return limiter.tryTake(limit, network == null ? NO_ADDRESS : network);
    }
}
