package dev.errata.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers whatever a handler throws, without negotiating a media type. Stands before Spring's own resolvers and the
 * application's {@code @ExceptionHandler} methods: these are never asked, because what they write is not in the catalog.
 */
final class EnvelopeExceptionResolver implements HandlerExceptionResolver, PriorityOrdered {
    private final ServletDoor door;

    EnvelopeExceptionResolver(ServletDoor door) {
        this.door = door;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (SecurityErrors.status(failure) != null) {
            // Spring Security's filter makes a challenge of it, or a login.
            return null;
        }
        try {
            door.fail(request, response, failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
