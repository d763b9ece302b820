package dev.errata.guard.limit;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Facts;
import dev.errata.guard.limit.BucketStore.Taken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts by what only a handler knows, such as the workspace that a body names. Thread-safe.
 *
 * <p>An answer that succeeds has the headers that the guard left; a refusal has those of the limit that refused.
 */
public final class RateLimiter {
    private final Catalog catalog;
    private final BucketStore buckets;
    private final InstantSource clock;
    private final RateLimitHeaders headers;

    /** Counts in these buckets. */
    public RateLimiter(Catalog catalog, BucketStore buckets, InstantSource clock, RateLimitHeaders headers) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.clock = clock;
        this.headers = headers;
    }

    /**
     * Takes a token.
     *
     * @param subject whose it is, such as the id of the workspace
     * @throws ApiException the condition of the limit's level, when there is none left
     */
    public void take(RateLimit limit, String subject) {
        ApiError error = tryTake(limit, subject);
        if (error != null) {
            throw error.exception();
        }
    }

    /**
     * Takes a token, or says the condition of the limit's level when there is none left.
     *
     * @param subject whose it is
     */
    public @Nullable ApiError tryTake(RateLimit limit, String subject) {
        Taken taken = buckets.take(limit.bucket(subject), limit);
        if (taken.granted()) {
            return null;
        }
        ApiError error = refusal(limit, taken);
        for (Map.Entry<String, String> header : headers(limit, taken).entrySet()) {
            error = error.header(header.getKey(), header.getValue());
        }
        return error;
    }

    Map<String, String> headers(RateLimit limit, Taken taken) {
        Instant reset = clock.instant().plus(taken.untilReset());
        Map<String, String> announced = new LinkedHashMap<>();
        announced.put(headers.limit(), Long.toString(limit.limit()));
        announced.put(headers.remaining(), Long.toString(taken.remaining()));
        announced.put(
                headers.reset(), Long.toString(reset.plusNanos(999_999_999).getEpochSecond()));
        return announced;
    }

    ApiError refusal(RateLimit limit, Taken taken) {
        return catalog.answer(
                limit.level().condition(),
                Facts.rate(limit.limit(), limit.window(), limit.level().word(), taken.untilReset()));
    }
}
