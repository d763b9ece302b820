package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.DocPages;
import dev.errata.door.Door;
import dev.errata.door.DoorAnswer;
import dev.errata.door.DoorRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.util.WebUtils;

/** The outermost filter: names the request, asks the guards, and turns every failure below it into the envelope. */
final class ErrataFilter implements Filter {
    /** Threads that read large bodies come free as fast as these come. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String MDC_KEY = "request_id";

    private final ServletDoor door;
    private final @Nullable DocPages pages;
    private final AdoptionScope scope;
    private final ForwardedBase base;
    private final UndeclaredProxies undeclared;
    private final Cors cors;
    private final boolean keepsBodies;

    ErrataFilter(
            ServletDoor door,
            @Nullable DocPages pages,
            AdoptionScope scope,
            ForwardedBase base,
            UndeclaredProxies undeclared,
            Cors cors,
            boolean keepsBodies) {
        this.base = base;
        this.undeclared = undeclared;
        this.cors = cors;
        this.door = door;
        this.pages = pages;
        this.scope = scope;
        this.keepsBodies = keepsBodies;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        undeclared.see(request);
        base.mark(request);
        if (cors.answers(request, response)) {
            return;
        }
        if (!scope.isWhole() && !includes(request, response)) {
            chain.doFilter(request, response);
            return;
        }
        String outer = MDC.get(MDC_KEY);
        MDC.put(MDC_KEY, door.requestId(request, response));
        try {
            switch (request.getDispatcherType()) {
                case REQUEST -> enter(request, response, chain);
                case ERROR -> answerContainer(request, response);
                case ASYNC, FORWARD, INCLUDE -> pass(request, response, chain);
            }
        } catch (IOException | ServletException | RuntimeException e) {
            if (!scope.includes(request)) {
                throw e;
            }
            door.fail(request, response, e);
        } finally {
            if (outer == null) {
                MDC.remove(MDC_KEY);
            } else {
                MDC.put(MDC_KEY, outer);
            }
        }
    }

    /** Pages are there for all; of what the container reports, the request that failed counts. */
    private boolean includes(HttpServletRequest request, HttpServletResponse response) {
        boolean page = pages != null && pages.serves(new ServletDoorRequest(request, response));
        return page
                || (request.getDispatcherType() == DispatcherType.REQUEST
                        ? scope.admits(request)
                        : scope.includes(request));
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DoorRequest seen = new ServletDoorRequest(request, response);
        DoorAnswer untouched = new ServletDoorAnswer(request, response, false);
        LateBody body = request.getAttribute(RequestAttributes.BODY) instanceof LateBody late ? late : null;
        if (body == null || !body.cameAgain()) {
            door.door().echoRequestId(seen, untouched);
            if (pages != null && pages.serves(seen)) {
                pages.serve(seen, untouched);
                return;
            }
            ApiError refusal = door.door().admit(seen);
            if (refusal != null) {
                door.door().refuse(seen, untouched, refusal);
                return;
            }
            if (body != null && body.isAwaited()) {
                return;
            }
        } else if (body.lost() != null) {
            door.door().refuse(seen, untouched, lost(body.lost()));
            return;
        }
        pass(
                Door.isBounded(seen)
                        ? new BoundedRequest(request, () -> door.door().bodyCheck(seen))
                        : request,
                new EnvelopeResponse(request, response, door, scope, keepsBodies),
                chain);
    }

    /** Lets the application work. After it has begun to work asynchronously, the dispatch that ends it comes here too. */
    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (Throwable e) {
            if (!scope.includes(request)) {
                throw e;
            }
            door.fail(request, response, e);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
            return;
        }
        EnvelopeResponse answer = WebUtils.getNativeResponse(response, EnvelopeResponse.class);
        if (answer != null && !request.isAsyncStarted()) {
            answer.finish();
        }
    }

    /** What the container refused before this filter saw the request, or could not read while the application did. */
    private void answerContainer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (failure instanceof IOException && status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            door.refuse(request, response, unreadable(status));
        } else if (failure instanceof Throwable known) {
            door.fail(request, response, known);
        } else {
            door.status(request, response, status);
        }
    }

    private ApiError lost(Condition why) {
        return door.door()
                .catalog()
                .answer(why, why == Condition.SERVER_UNAVAILABLE ? Facts.retryAfter(SOON) : Facts.none());
    }

    private ApiError unreadable(int status) {
        return door.door()
                .catalog()
                .answer(
                        status == HttpServletResponse.SC_REQUEST_TIMEOUT
                                ? Condition.REQUEST_TIMEOUT
                                : Condition.REQUEST_FRAMING,
                        Facts.none());
    }
}
