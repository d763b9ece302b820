package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Door;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Resilience4j throws instead of a call, known by name: an open circuit and a full bulkhead refuse on purpose. */
final class ResilienceErrors implements ErrorMapping {

    private static final Set<String> NOT_CALLED = Set.of(
            "io.github.resilience4j.circuitbreaker.CallNotPermittedException",
            "io.github.resilience4j.bulkhead.BulkheadFullException");

    private final Catalog catalog;

    ResilienceErrors(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        return Types.isAny(failure, NOT_CALLED)
                ? catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Door.BACK))
                : null;
    }

    @Override
    public Level level(Throwable failure, ApiError error) {
        return Level.WARNING;
    }
}
