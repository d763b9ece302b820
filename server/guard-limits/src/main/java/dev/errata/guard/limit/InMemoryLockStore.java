package dev.errata.guard.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Counts failures in this process. Thread-safe. */
public final class InMemoryLockStore implements LockStore {
    /** Networks remembered at most, unless said; about 200 bytes each. */
    public static final long DEFAULT_MAXIMUM = 100_000;

    /**
     * The failures of a network until a moment; when there are as many as the rule has, the moment ends a lock.
     *
     * @param counted whether the last one was
     */
    private record Failures(int count, Instant until, Duration longest, boolean counted) {}

    private final InstantSource clock;
    private final Cache<String, Failures> networks;

    /** Counts by this clock, of at most {@link #DEFAULT_MAXIMUM} networks. */
    public InMemoryLockStore(InstantSource clock) {
        this(clock, DEFAULT_MAXIMUM);
    }

    /**
     * Counts by this clock.
     *
     * @param maximum networks; beyond it, those that were seen least are forgotten
     */
    public InMemoryLockStore(InstantSource clock, long maximum) {
        this.clock = clock;
        this.networks = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfter(Expiry.writing((String network, Failures failures) -> failures.longest()))
                .ticker(() -> nanos(clock.instant()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Duration locked(String network, LockRule rule) {
        Instant now = clock.instant();
        Failures before = networks.getIfPresent(network);
        return before != null && isLocked(before, rule, now) ? Duration.between(now, before.until()) : Duration.ZERO;
    }

    @Override
    public Duration fail(String network, LockRule rule) {
        Instant now = clock.instant();
        Failures after = Objects.requireNonNull(networks.asMap()
                .merge(
                        network,
                        first(rule, now),
                        (before, first) -> holds(before, now) ? oneMore(before, rule, now) : first));
        return after.counted() ? Duration.ZERO : Duration.between(now, after.until());
    }

    @Override
    public void release(String network) {
        networks.invalidate(network);
    }

    /** Networks remembered now. */
    long size() {
        networks.cleanUp();
        return networks.estimatedSize();
    }

    private static Failures first(LockRule rule, Instant now) {
        return new Failures(1, now.plus(rule.failures() > 1 ? rule.window() : rule.lock()), rule.longest(), true);
    }

    private static Failures oneMore(Failures before, LockRule rule, Instant now) {
        if (isLocked(before, rule, now)) {
            return new Failures(before.count(), before.until(), before.longest(), false);
        }
        int count = before.count() + 1;
        Instant until = count < rule.failures() ? before.until() : now.plus(rule.lock());
        return new Failures(count, until, rule.longest(), true);
    }

    private static boolean isLocked(Failures failures, LockRule rule, Instant now) {
        return failures.count() >= rule.failures() && holds(failures, now);
    }

    private static boolean holds(Failures failures, Instant now) {
        return now.isBefore(failures.until())
                && !failures.until().isAfter(now.plus(failures.longest()).plusSeconds(1));
    }

    private static long nanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
