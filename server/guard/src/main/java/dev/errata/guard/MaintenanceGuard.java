package dev.errata.guard;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Turns every request away while the service is under maintenance, and says when that ends. Thread-safe. */
public final class MaintenanceGuard implements Guard {
    private final Catalog catalog;
    private final InstantSource clock;
    private final AtomicReference<Instant> end = new AtomicReference<>(Instant.MIN);

    /** A guard that lets pass until maintenance begins. */
    public MaintenanceGuard(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Begins maintenance that ends by itself at a moment; a moment in the past ends it now. */
    public void until(Instant moment) {
        end.set(moment);
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        Instant now = clock.instant();
        Instant moment = end.get();
        if (!now.isBefore(moment)) {
            return null;
        }
        long seconds = Duration.between(now, moment).plusNanos(999_999_999).toSeconds();
        return catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.of(Fact.RETRY_AFTER, seconds));
    }
}
