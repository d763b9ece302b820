package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.door.StatusConditions;
import org.jspecify.annotations.Nullable;

/** Spring Security's two kinds of exception, known by name, so that an application may do without it. */
final class SecurityErrors implements ErrorMapping {
    private static final String DENIED = "org.springframework.security.access.AccessDeniedException";
    private static final String UNAUTHENTICATED = "org.springframework.security.core.AuthenticationException";

    private final StatusConditions statuses;

    SecurityErrors(Catalog catalog, long bodyLimit) {
        this.statuses = new StatusConditions(catalog, bodyLimit);
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        Integer status = status(failure);
        return status == null ? null : statuses.answer(status, request);
    }

    /** 401 or 403, null for any other exception. */
    static @Nullable Integer status(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(UNAUTHENTICATED)) {
                return 401;
            }
            if (type.getName().equals(DENIED)) {
                return 403;
            }
        }
        return null;
    }
}
