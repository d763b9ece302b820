package dev.errata.guard.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the guards that authenticate, and locks a network out that fails there too often. Thread-safe.
 *
 * <p>While a network is locked, nothing from it is looked at, valid keys neither: an answer would tell a guesser what
 * it wants to know. A network is an IPv4 /24 or an IPv6 /64, as one client can have many addresses; a key is never
 * locked as such, or anybody could lock its owner out. Peers that are no addresses are one network. What is known is
 * kept in this process.
 */
public final class LockGuard implements Guard {
    /** Networks remembered at most, unless said; about 200 bytes each. */
    public static final long DEFAULT_MAXIMUM = 100_000;

    private static final int SERVER_ERROR = 500;
    private static final int BITS_OF_FOUR = 24;
    private static final int BITS_OF_SIX = 64;
    private static final String NO_ADDRESS = "";

    /** The failures of a network until a moment; when there are as many as the rule has, the moment ends a lock. */
    private record Failures(int count, Instant until) {}

    private final Catalog catalog;
    private final Guard inner;
    private final InstantSource clock;
    private final LockRule rule;
    /** No moment that is kept lies further ahead, unless the clock was set back. */
    private final Duration longest;

    private final Cache<String, Failures> networks;

    /** A lock around a guard, which remembers at most {@link #DEFAULT_MAXIMUM} networks. */
    public LockGuard(Catalog catalog, Guard inner, InstantSource clock, LockRule rule) {
        this(catalog, inner, clock, rule, DEFAULT_MAXIMUM);
    }

    /**
     * A lock around a guard.
     *
     * @param inner refuses those only that did not prove who they are: what it refuses is a failure if the rule counts
     *     it
     * @param maximum networks; beyond it, those that were seen least are forgotten
     */
    public LockGuard(Catalog catalog, Guard inner, InstantSource clock, LockRule rule, long maximum) {
        this.catalog = catalog;
        this.inner = inner;
        this.clock = clock;
        this.rule = rule;
        this.longest = rule.window().compareTo(rule.lock()) > 0 ? rule.window() : rule.lock();
        this.networks = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfterWrite(longest)
                .ticker(() -> nanos(clock.instant()))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        String network = network(request.peerAddress());
        Instant now = clock.instant();
        Failures before = networks.getIfPresent(network);
        if (before != null && isLocked(before, now)) {
            return refusal(before, now);
        }
        ApiError error = inner.check(request);
        // A credential that could not be looked at has not failed.
        return error != null && error.status() < SERVER_ERROR && rule.counts().test(request)
                ? failed(network, error)
                : error;
    }

    /** Forgets the failures of the network that an address is in, and unlocks it. */
    public void release(String address) {
        networks.invalidate(network(address));
    }

    /** Networks remembered now. */
    long size() {
        networks.cleanUp();
        return networks.estimatedSize();
    }

    /** Of any number that fail at once, only as many as the rule has are told so; the lock is there for the others. */
    private ApiError failed(String network, ApiError error) {
        Instant now = clock.instant();
        AtomicReference<@Nullable Failures> lock = new AtomicReference<>();
        networks.asMap().merge(network, first(now), (before, first) -> {
            if (isLocked(before, now)) {
                lock.set(before);
                return before;
            }
            return holds(before, now) ? oneMore(before, now) : first;
        });
        Failures locked = lock.get();
        return locked == null ? error : refusal(locked, now);
    }

    private Failures first(Instant now) {
        return new Failures(1, now.plus(rule.failures() > 1 ? rule.window() : rule.lock()));
    }

    private Failures oneMore(Failures before, Instant now) {
        int count = before.count() + 1;
        return new Failures(count, count < rule.failures() ? before.until() : now.plus(rule.lock()));
    }

    private boolean isLocked(Failures failures, Instant now) {
        return failures.count() >= rule.failures() && holds(failures, now);
    }

    private boolean holds(Failures failures, Instant now) {
        return now.isBefore(failures.until()) && !failures.until().isAfter(now.plus(longest));
    }

    private ApiError refusal(Failures lock, Instant now) {
        Duration wait = Duration.between(now, lock.until());
        return catalog.answer(
                Condition.LIMIT_LOCK,
                Facts.of(Fact.RETRY_AFTER, wait.plusNanos(999_999_999).toSeconds())
                        .and(Fact.RETRY_AFTER_MS, wait.plusNanos(999_999).toMillis()));
    }

    private static String network(String address) {
        String network = AddressList.network(address, BITS_OF_FOUR, BITS_OF_SIX);
        return network == null ? NO_ADDRESS : network;
    }

    private static long nanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
