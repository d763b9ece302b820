package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.door.Door;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Looks on how the application answers, changes no byte of it, and notes what the contract would answer. */
final class ObservingFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ObservingFilter.class);
    private static final String FAILURE = "dev.errata.observed";
    private static final int SERVER_ERROR = 500;
    private static final int FIRST_ERROR = 400;

    private final Door door;
    private final AdoptionScope scope;
    private final Observations observations;

    ObservingFilter(Door door, AdoptionScope scope, Observations observations) {
        this.door = door;
        this.scope = scope;
        this.observations = observations;
    }

    /** Remembers what a handler threw, and leaves it to the others. */
    static final class Resolver implements HandlerExceptionResolver, PriorityOrdered {
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public @Nullable ModelAndView resolveException(
                HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
            request.setAttribute(FAILURE, failure);
            return null;
        }
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            note(request, response, SERVER_ERROR, failure);
            throw failure;
        }
        if (response.getStatus() >= FIRST_ERROR) {
            note(request, response, response.getStatus(), (Throwable) request.getAttribute(FAILURE));
        }
    }

    private void note(
            HttpServletRequest request, HttpServletResponse response, int status, @Nullable Throwable failure) {
        if (!scope.includes(request)) {
            return;
        }
        try {
            ServletDoorRequest seen = new ServletDoorRequest(request, response);
            ApiError error =
                    failure == null ? door.forStatus(seen, status) : door.answer(ServletDoor.thrown(failure), seen);
            String route = seen.route();
            observations.add(new Observation(
                    seen.method(),
                    route == null ? "" : route,
                    status,
                    error.status(),
                    error.code().id()));
        } catch (RuntimeException e) {
            LOG.warn("What {} would be in the contract could not be told", request.getRequestURI(), e);
        }
    }
}
