package dev.errata.spring;

import org.jspecify.annotations.Nullable;

/** Knows Spring Security's two kinds of exception by name, so that an application may do without it. */
final class SecurityExceptions {
    private static final String DENIED = "org.springframework.security.access.AccessDeniedException";
    private static final String UNAUTHENTICATED = "org.springframework.security.core.AuthenticationException";

    private SecurityExceptions() {}

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
