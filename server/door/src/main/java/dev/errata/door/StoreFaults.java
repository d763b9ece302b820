package dev.errata.door;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.StoreFault;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Answers the faults of stores, which know whether anything of the work was kept. */
final class StoreFaults implements ErrorMapping {
    private final Catalog catalog;
    private final RequestWorks works;

    StoreFaults(Catalog catalog, RequestWorks works) {
        this.catalog = catalog;
        this.works = works;
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof StoreFault fault) {
                return fault.nothingKept() && (request.isSafe() || !works.any(request))
                        ? catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Door.BACK))
                        : catalog.answer(Condition.SERVER_OUTCOME_UNKNOWN, Facts.none());
            }
        }
        return null;
    }

    /** A store that is away fails every call in the same way, so its stack is not worth a page of each. */
    @Override
    public Level level(Throwable failure, ApiError error) {
        return Level.WARNING;
    }
}
