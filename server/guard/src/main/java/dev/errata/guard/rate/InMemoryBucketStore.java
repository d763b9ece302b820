package dev.errata.guard.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Counts in this process. Thread-safe.
 *
 * <p>A bucket that was not used for as long as it takes to fill is full again, so it is dropped then: memory follows
 * the callers of one window, about 300 bytes each, not all callers ever seen.
 */
public final class InMemoryBucketStore implements BucketStore {
    /** Buckets held at most, unless said. */
    public static final long DEFAULT_MAXIMUM = 500_000;

    private record Held(Bucket bucket, RateLimit limit) {}

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
                .expireAfter(Expiry.accessing(
                        (String name, Held held) -> held.limit().timeToFill()))
                .ticker(meter::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Taken take(String bucket, RateLimit limit) {
        ConsumptionProbe probe = bucket(bucket, limit).tryConsumeAndReturnRemaining(1);
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
        Held held = buckets.get(name, absent -> new Held(fresh(limit), limit));
        return held.limit().equals(limit) ? held.bucket() : changed(name, limit);
    }

    /** What was used up stays used up, or whoever may change a limit could fill the bucket by doing so. */
    private Bucket changed(String name, RateLimit limit) {
        Held changed = buckets.asMap().merge(name, new Held(fresh(limit), limit), (held, absent) -> {
            if (!held.limit().equals(limit)) {
                held.bucket().replaceConfiguration(configuration(limit), TokensInheritanceStrategy.PROPORTIONALLY);
            }
            return new Held(held.bucket(), limit);
        });
        return Objects.requireNonNull(changed).bucket();
    }

    private Bucket fresh(RateLimit limit) {
        return Bucket.builder()
                .withCustomTimePrecision(meter)
                .addLimit(bandwidth(limit))
                .build();
    }

    private static BucketConfiguration configuration(RateLimit limit) {
        return BucketConfiguration.builder().addLimit(bandwidth(limit)).build();
    }

    private static Bandwidth bandwidth(RateLimit limit) {
        BandwidthBuilder.BandwidthBuilderRefillStage bucket =
                Bandwidth.builder().capacity(limit.capacity());
        return limit.burst() == null
                ? bucket.refillIntervally(limit.limit(), limit.window()).build()
                : bucket.refillGreedy(limit.limit(), limit.window()).build();
    }

    /**
     * Time that never goes back by more than a moment: a clock that was set back goes on from where it was, or the
     * buckets would wait until it is there again.
     */
    private static final class Meter implements TimeMeter {
        /** Two threads may read the clock in one order and come here in the other. */
        private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

        private final InstantSource clock;
        /** The furthest time that was told, but for a moment; guarded by this where it is written, as is what follows. */
        private volatile long furthest;

        private volatile long setBack;

        Meter(InstantSource clock) {
            this.clock = clock;
            this.furthest = nanos();
        }

        /** Since 1970; enough until 2262. */
        @Override
        public long currentTimeNanos() {
            long time = nanos() + setBack;
            return time < furthest - MOMENT || time > furthest + MOMENT ? moved() : time;
        }

        private synchronized long moved() {
            long time = nanos() + setBack;
            if (time < furthest - MOMENT) {
                setBack += furthest - time;
                return furthest;
            }
            furthest = Math.max(furthest, time);
            return time;
        }

        private long nanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
