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
 * Answers whatever a handler throws, without negotiating a media type. Stands before Spring's own resolvers; the
 * application's {@code @ExceptionHandler} methods are asked where it says so, and else never, because what they write is
 * not in the catalog.
 */
final class EnvelopeExceptionResolver implements HandlerExceptionResolver, PriorityOrdered {
    private final ServletDoor door;
    private final AdoptionScope scope;
    private final @Nullable OwnHandlers own;

    EnvelopeExceptionResolver(ServletDoor door, AdoptionScope scope, @Nullable OwnHandlers own) {
        this.door = door;
        this.scope = scope;
        this.own = own;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!scope.admits(request) || !scope.includes(handler)) {
            return null;
        }
        // Spring Security's filter makes a challenge of its exceptions, or a login.
        if (SecurityErrors.status(failure) != null) {
            if (own == null && failure instanceof RuntimeException refusal) {
                throw refusal;
            }
            return null;
        }
        ModelAndView handled = own == null ? null : own.resolve(request, response, handler, failure);
        if (handled != null) {
            return handled;
        }
        try {
            door.fail(request, response, failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
