package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Causes;
import dev.errata.door.Door;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.guard.StoreFault;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Spring's access to data throws, known by name, so that an application may do without it. Stores that are away do
 * not say whether they failed at the first thing that the handler did.
 */
final class PersistenceErrors implements ErrorMapping {
    private static final int SERVER_ERROR = 500;

    private static final Set<String> AWAY = Set.of(
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.TransientDataAccessResourceException",
            "org.springframework.dao.QueryTimeoutException",
            "org.springframework.transaction.CannotCreateTransactionException");

    private static final Set<String> CONFLICT = Set.of(
            "org.springframework.dao.ConcurrencyFailureException", "org.springframework.dao.DuplicateKeyException");

    private final Catalog catalog;

    PersistenceErrors(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A store that is away fails every call in the same way, so its stack is not worth a page of each. */
    @Override
    public Level level(Throwable failure, ApiError error) {
        return error.status() >= SERVER_ERROR ? Level.WARNING : Level.DEBUG;
    }

    /** The failure of a store behind a failure, null when no store was away. */
    static @Nullable Throwable away(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof StoreFault || Types.isAny(cause, AWAY)) {
                return cause;
            }
        }
        return null;
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        for (Throwable cause : Causes.of(failure)) {
            if (Types.isAny(cause, CONFLICT)) {
                return catalog.answer(Condition.CONFLICT, Facts.none());
            }
            if (Types.isAny(cause, AWAY)) {
                return request.isSafe()
                        ? catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Door.BACK))
                        : catalog.answer(Condition.SERVER_OUTCOME_UNKNOWN, Facts.none());
            }
        }
        return null;
    }
}
