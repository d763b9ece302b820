package dev.errata.guard;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns every request away while the service is under maintenance, and says when that ends. Thread-safe.
 *
 * <p>The store is asked once in a second: what another node sets holds here a second later.
 */
public final class MaintenanceGuard implements Guard {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Catalog catalog;
    private final InstantSource clock;
    private final MaintenanceStore store;
    private final WhileAway whileAway;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Known known;

    /**
     * What was found.
     *
     * @param fault why the store did not answer, null when it did
     */
    private record Known(Instant end, long at, @Nullable RuntimeException fault) {}

    /**
     * A guard that lets pass until maintenance begins.
     *
     * @param whileAway while the store is away: refuses, or goes on with what was known last
     */
    public MaintenanceGuard(Catalog catalog, InstantSource clock, MaintenanceStore store, WhileAway whileAway) {
        this(catalog, clock, store, whileAway, System::nanoTime);
    }

    MaintenanceGuard(
            Catalog catalog, InstantSource clock, MaintenanceStore store, WhileAway whileAway, LongSupplier nanoTime) {
        this.catalog = catalog;
        this.clock = clock;
        this.store = store;
        this.whileAway = whileAway;
        this.nanoTime = nanoTime;
    }

    /** Begins maintenance that ends by itself at a moment; a moment in the past ends it now. */
    public void until(Instant moment) {
        asking.lock();
        try {
            store.until(moment);
            known = new Known(moment, nanoTime.getAsLong(), null);
        } finally {
            asking.unlock();
        }
    }

    /**
     * Refuses while it lasts.
     *
     * @throws RuntimeException that is a {@link StoreFault} when the store is away and the guard is to refuse then
     */
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        Instant moment = end();
        Instant now = clock.instant();
        if (!now.isBefore(moment)) {
            return null;
        }
        return catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.between(now, moment)));
    }

    private Instant end() {
        Known last = known;
        // Nobody waits for whoever asks, but the first, who know nothing yet.
        if (last == null) {
            asking.lock();
        } else if (nanoTime.getAsLong() - last.at() < FRESH || !asking.tryLock()) {
            return told(last);
        }
        try {
            Known before = known;
            long now = nanoTime.getAsLong();
            if (before == null || now - before.at() >= FRESH) {
                before = ask(before == null ? Instant.EPOCH : before.end(), now);
                known = before;
            }
            return told(before);
        } finally {
            asking.unlock();
        }
    }

    private Known ask(Instant before, long now) {
        try {
            return new Known(store.until(), now, null);
        } catch (RuntimeException e) {
            if (!(e instanceof StoreFault)) {
                throw e;
            }
            return new Known(before, now, e);
        }
    }

    private Instant told(Known found) {
        if (found.fault() != null && whileAway == WhileAway.REFUSE) {
            throw found.fault();
        }
        return found.end();
    }
}
