package dev.errata.spring;

import dev.errata.guard.StoreFault;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from an exception that a store was away. */
final class StoreExceptions {
    /** Spring's own, known by name, so that an application may do without them. */
    private static final Set<String> AWAY = Set.of(
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.TransientDataAccessResourceException",
            "org.springframework.dao.QueryTimeoutException",
            "org.springframework.transaction.CannotCreateTransactionException");

    private StoreExceptions() {}

    /**
     * The failure of a store behind a failure, null when no store was away.
     *
     * @param causes outermost first
     */
    static @Nullable Throwable find(List<Throwable> causes) {
        return causes.stream()
                .filter(cause -> cause instanceof StoreFault || isAway(cause))
                .findFirst()
                .orElse(null);
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
