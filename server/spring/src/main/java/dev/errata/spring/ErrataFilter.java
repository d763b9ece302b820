package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.GuardChain;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.util.WebUtils;

/** The outermost filter: names the request, asks the guards, and turns every failure below it into the envelope. */
final class ErrataFilter implements Filter {
    private static final String MDC_KEY = "request_id";
    /** An answer up to this size can still become an error when its writing fails half-way. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Catalog catalog;
    private final ErrorResponder responder;
    private final ErrataProperties properties;
    private final @Nullable DocPages pages;
    private final GuardChain guards;

    ErrataFilter(
            Catalog catalog,
            ErrorResponder responder,
            ErrataProperties properties,
            @Nullable DocPages pages,
            GuardChain guards) {
        this.catalog = catalog;
        this.responder = responder;
        this.properties = properties;
        this.pages = pages;
        this.guards = guards;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        String outer = MDC.get(MDC_KEY);
        MDC.put(MDC_KEY, responder.requestId(request));
        try {
            switch (request.getDispatcherType()) {
                case REQUEST -> enter(request, response, chain);
                case ERROR -> answerContainer(request, response);
                case ASYNC, FORWARD, INCLUDE -> pass(request, response, chain);
            }
        } catch (Exception e) {
            responder.fail(request, response, e);
        } finally {
            if (outer == null) {
                MDC.remove(MDC_KEY);
            } else {
                MDC.put(MDC_KEY, outer);
            }
        }
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        responder.echoRequestId(request, response);
        if (pages != null && pages.serves(request)) {
            pages.serve(request, response);
            return;
        }
        if (!EventStreams.asksForStream(request)) {
            response.setBufferSize(BUFFER_BYTES);
        }
        boolean bounded = BoundedRequest.applies(request);
        ApiError refusal = bounded && request.getContentLengthLong() > properties.maxBodyBytes()
                ? catalog.answer(Condition.REQUEST_BODY_TOO_LARGE, Facts.of(Fact.LIMIT, properties.maxBodyBytes()))
                : guards.check(new ServletGuardedRequest(request, response));
        if (refusal != null) {
            responder.write(request, response, refusal);
            return;
        }
        responder.begin(request);
        pass(
                bounded ? new BoundedRequest(request, catalog, properties.maxBodyBytes()) : request,
                new EnvelopeResponse(request, response, responder),
                chain);
    }

    /** Lets the application work. After it has begun to work asynchronously, the dispatch that ends it comes here too. */
    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        try {
            chain.doFilter(request, response);
        } catch (Throwable e) {
            responder.fail(request, response, e);
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
            responder.write(request, response, unreadable(status));
        } else if (failure instanceof Throwable known) {
            responder.fail(request, response, known);
        } else {
            responder.status(request, response, status);
        }
    }

    private ApiError unreadable(int status) {
        return catalog.answer(
                status == HttpServletResponse.SC_REQUEST_TIMEOUT
                        ? Condition.REQUEST_TIMEOUT
                        : Condition.REQUEST_FRAMING,
                Facts.none());
    }
}
