package dev.errata.guard.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Counts in this process. Thread-safe.
 *
 * <p>A bucket that was not used for the length of its window is full again, so it is dropped then: memory follows the
 * callers of one window, about 300 bytes each, not all callers ever seen.
 */
public final class InMemoryBucketStore implements BucketStore {
    /** Buckets held at most, unless said. */
    public static final long DEFAULT_MAXIMUM = 500_000;

    private record Held(Bucket bucket, Duration window) {}

    private final TimeMeter meter;
    private final Cache<String, Held> buckets;

    /** Counts by this clock, in at most {@link #DEFAULT_MAXIMUM} buckets. */
    public InMemoryBucketStore(InstantSource clock) {
        this(clock, DEFAULT_MAXIMUM);
    }

    /**
     * Counts by this clock.
     *
     * @param maximum buckets; beyond it, the least used ones are dropped and their callers begin a new window
     */
    public InMemoryBucketStore(InstantSource clock, long maximum) {
        this.meter = new Meter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfter(Expiry.accessing((String name, Held held) -> held.window()))
                .ticker(meter::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Taken take(String bucket, RateLimit limit) {
        ConsumptionProbe probe = bucket(bucket, limit).tryConsumeAndReturnRemaining(1);
        // A window's tokens come back all at once, so the next token and the full bucket come at the same moment.
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Taken(probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(nanos));
    }

    @Override
    public void giveBack(String bucket, RateLimit limit) {
        bucket(bucket, limit).addTokens(1);
    }

    /** Buckets held now. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(String name, RateLimit limit) {
        return buckets.get(name, absent -> new Held(fresh(limit), limit.window()))
                .bucket();
    }

    private Bucket fresh(RateLimit limit) {
        return Bucket.builder()
                .withCustomTimePrecision(meter)
                .addLimit(rule -> rule.capacity(limit.limit()).refillIntervally(limit.limit(), limit.window()))
                .build();
    }

    private record Meter(InstantSource clock) implements TimeMeter {
        /** Since 1970; enough until 2262. */
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
