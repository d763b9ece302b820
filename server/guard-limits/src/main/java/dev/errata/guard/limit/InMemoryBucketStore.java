package dev.errata.guard.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Counts in this process. Thread-safe.
 *
 * <p>A bucket that was not used for as long as it takes to fill is full again, so it is dropped then: memory follows
 * the callers of one window, at most 280 bytes each and the text of the bucket's name, not all callers ever seen.
 */
public final class InMemoryBucketStore implements BucketStore {
    /** Buckets held at most, unless said: at most 140 MB and their names. */
    public static final long DEFAULT_MAXIMUM = 500_000;

    private final Meter meter;
    private final Cache<String, Bucket> buckets;

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
                        (String name, Bucket bucket) -> Duration.of(bucket.timeToFill(), ChronoUnit.MICROS)))
                .ticker(() -> TimeUnit.MICROSECONDS.toNanos(meter.micros()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Taken take(String bucket, RateLimit limit) {
        BucketTerms terms = limit.terms();
        long now = meter.micros();
        return buckets.get(bucket, absent -> new Bucket(terms, now)).take(terms, now);
    }

    @Override
    public Taken look(String bucket, RateLimit limit) {
        Bucket held = buckets.getIfPresent(bucket);
        return held == null ? limit.terms().untouched() : held.look(limit.terms(), meter.micros());
    }

    @Override
    public void giveBack(String bucket, RateLimit limit) {
        Bucket held = buckets.getIfPresent(bucket);
        if (held != null) {
            held.giveBack(limit.terms(), meter.micros());
        }
    }

    /** Buckets held now. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    /** What is left of one; numbers of its own instead of its terms, which callers may make anew each time. */
    private static final class Bucket {
        private double left;
        private double full;
        private long rest;
        private long seen;
        private long timeToFill;

        Bucket(BucketTerms terms, long now) {
            this.left = terms.full();
            this.full = terms.full();
            this.rest = terms.window();
            this.seen = now;
            this.timeToFill = terms.timeToFill();
        }

        synchronized Taken take(BucketTerms terms, long now) {
            goOn(terms, now);
            boolean granted = left >= terms.cost();
            if (granted) {
                left -= terms.cost();
            }
            return terms.taken(granted, left, rest);
        }

        synchronized Taken look(BucketTerms terms, long now) {
            return terms.look(left, full, rest, Math.max(0, now - seen));
        }

        synchronized void giveBack(BucketTerms terms, long now) {
            goOn(terms, now);
            left = Math.min(full, left + terms.cost());
        }

        synchronized long timeToFill() {
            return timeToFill;
        }

        /** What was used up stays used up, or whoever may change a limit could fill the bucket by doing so. */
        private void goOn(BucketTerms terms, long now) {
            if (full != terms.full()) {
                left = Math.floor(left * terms.full() / full);
                full = terms.full();
            }
            long elapsed = Math.max(0, now - seen);
            seen += elapsed;
            timeToFill = terms.timeToFill();
            if (!terms.isFixed()) {
                left = Math.min(full, left + elapsed * terms.refill());
            } else if (elapsed < rest) {
                rest = Math.min(rest - elapsed, terms.window());
            } else {
                left = full;
                rest = terms.window();
            }
        }
    }

    /**
     * Time that never goes back by more than a moment: a clock that was set back goes on from where it was, or the
     * buckets would wait until it is there again.
     */
    private static final class Meter {
        /** Two threads may read the clock in one order and come here in the other. */
        private static final long MOMENT = TimeUnit.MILLISECONDS.toMicros(100);

        private final InstantSource clock;
        /** The furthest time that was told, but for a moment; guarded by this where it is written, as is what follows. */
        private volatile long furthest;

        private volatile long setBack;

        Meter(InstantSource clock) {
            this.clock = clock;
            this.furthest = now();
        }

        /** Since 1970. */
        long micros() {
            long time = now() + setBack;
            return time < furthest - MOMENT || time > furthest + MOMENT ? moved() : time;
        }

        private synchronized long moved() {
            long time = now() + setBack;
            if (time < furthest - MOMENT) {
                setBack += furthest - time;
                return furthest;
            }
            furthest = Math.max(furthest, time);
            return time;
        }

        private long now() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        }
    }
}
