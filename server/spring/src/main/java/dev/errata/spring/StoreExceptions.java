package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.guard.StoreFault;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from an exception that a store was away, and whether the caller may be told that nothing was done. */
final class StoreExceptions {
    /** Spring's own, known by name, so that an application may do without them. */
    private static final Set<String> AWAY = Set.of(
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.TransientDataAccessResourceException",
            "org.springframework.dao.QueryTimeoutException",
            "org.springframework.transaction.CannotCreateTransactionException");

    private StoreExceptions() {}

    /**
     * The condition behind a failure, null when no store was away.
     *
     * @param causes outermost first
     */
    static @Nullable Condition condition(List<Throwable> causes, HttpServletRequest request) {
        for (Throwable cause : causes) {
            if (cause instanceof StoreFault fault) {
                return fault.nothingKept() ? Condition.SERVER_UNAVAILABLE : Condition.SERVER_OUTCOME_UNKNOWN;
            }
            if (isAway(cause)) {
                // It does not say whether it was the first thing that the handler did.
                return StatusConditions.isSafe(request)
                        ? Condition.SERVER_UNAVAILABLE
                        : Condition.SERVER_OUTCOME_UNKNOWN;
            }
        }
        return null;
    }

    private static boolean isAway(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (AWAY.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
