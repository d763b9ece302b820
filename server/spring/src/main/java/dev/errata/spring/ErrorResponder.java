package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Facts;
import dev.errata.guard.RequestIds;
import dev.errata.guard.VersionGuard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.WebUtils;

/** The one place that writes an error to a response. Thread-safe. */
final class ErrorResponder {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponder.class);

    /** A line for each error that is answered; its name is documented. */
    private static final Logger REFUSALS = LoggerFactory.getLogger("dev.errata.refusals");

    /** Headers that spoke of the body that is thrown away; all others belong to the answer. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "accept-ranges",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "expires",
            "last-modified",
            "pragma",
            "transfer-encoding");

    /** Spring Security quotes the text of exceptions in its challenges. */
    private static final Pattern DESCRIPTION = Pattern.compile(", *error_description=\"(?:[^\"\\\\]|\\\\.)*+\"");

    private final Catalog catalog;
    private final Renderers renderers;
    private final Refusals refusals;
    private final RequestWorks works;
    private final RequestIds ids;
    private final ErrataProperties properties;

    ErrorResponder(
            Catalog catalog,
            Renderers renderers,
            Refusals refusals,
            RequestWorks works,
            RequestIds ids,
            ErrataProperties properties) {
        this.catalog = catalog;
        this.renderers = renderers;
        this.refusals = refusals;
        this.works = works;
        this.ids = ids;
        this.properties = properties;
    }

    /** The request's id: the one it has, or else the one it gets now. */
    String requestId(HttpServletRequest request) {
        if (request.getAttribute(RequestAttributes.REQUEST_ID) instanceof String id) {
            return id;
        }
        String id = ids.accept(request.getHeader(catalog.requestId().header()));
        request.setAttribute(RequestAttributes.REQUEST_ID, id);
        return id;
    }

    /** Names the request on its answer, whatever that will be. */
    void echoRequestId(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(catalog.requestId().header(), requestId(request));
    }

    /** Answers with what the catalog has for the failure; an unforeseen one is logged. */
    void fail(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        if (refusals.callerIsGone(failure)) {
            return;
        }
        ApiError foreseen = refusals.of(failure, request, response);
        ApiError error = foreseen != null ? foreseen : catalog.answer(Condition.SERVER_UNEXPECTED, Facts.none());
        if (foreseen == null || (error.status() >= 500 && !refusals.onPurpose(failure))) {
            log(request, error, failure);
        }
        write(request, response, error);
    }

    /** A store that is away fails every call in the same way, so its stack is not worth a page of each. */
    private void log(HttpServletRequest request, ApiError error, Throwable failure) {
        Throwable store = refusals.ofStore(failure);
        if (store == null) {
            LOG.error(
                    "{} {} failed and was answered with {}; request id {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    error.code(),
                    requestId(request),
                    failure);
            return;
        }
        LOG.warn(
                "{} {} was answered with {} because a store failed: {}; request id {}",
                request.getMethod(),
                request.getRequestURI(),
                error.code(),
                store.getMessage(),
                requestId(request));
        LOG.debug("The stack of request id {}", requestId(request), failure);
    }

    /** Notes how things stand before the handler works for the request. */
    void begin(HttpServletRequest request) {
        works.begin(request);
    }

    /** What the catalog has for a status that came without a reason. */
    ApiError forStatus(HttpServletRequest request, HttpServletResponse response, int status) {
        return refusals.ofStatus(status, request, response);
    }

    /** Answers with what the catalog has for a status that came without a reason. */
    void status(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        ApiError error = forStatus(request, response, status);
        if (error.status() >= 500) {
            LOG.error(
                    "{} {} came to status {} without a reason and was answered with {}; request id {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    status,
                    error.code(),
                    requestId(request));
        }
        write(request, response, error);
    }

    /** Answers with the error; where bytes have already left, ends the stream so that nobody takes it for whole. */
    void write(HttpServletRequest request, HttpServletResponse response, ApiError error) throws IOException {
        if (response.isCommitted()) {
            breakOff(request, response, error);
            return;
        }
        EnvelopeResponse wrapper = WebUtils.getNativeResponse(response, EnvelopeResponse.class);
        if (wrapper != null) {
            wrapper.answered();
        }
        note(request, error);
        resetBody(response);
        ErrorRenderer renderer = renderers.preferred(values(request, HttpHeaders.ACCEPT));
        LocalDate pinned = pinned(request);
        byte[] body = renderer.render(error, requestId(request), pinned);
        response.setStatus(error.status());
        error.headers().forEach(response::setHeader);
        if (error.status() == HttpServletResponse.SC_UNAUTHORIZED
                && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, properties.challenge());
        }
        echoRequestId(request, response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String page = catalog.docUrl(error.code().nameOn(pinned), properties.docsUrl());
        if (page != null) {
            response.addHeader(HttpHeaders.LINK, "<" + at(page, error.variant().anchor()) + ">; rel=\"help\"");
        }
        response.setContentType(renderer.mediaType());
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
    }

    /** The place in the page, unless the address names one already. */
    private static String at(String page, String anchor) {
        return anchor.isEmpty() || page.indexOf('#') >= 0 ? page : page + "#" + anchor;
    }

    /** Renders errors within a stream, whose media type nobody negotiates, also after the request has gone. */
    Function<ApiError, byte[]> streaming(HttpServletRequest request) {
        ErrorRenderer renderer = renderers.preferred(List.of());
        String id = requestId(request);
        LocalDate pinned = pinned(request);
        return error -> renderer.render(error, id, pinned);
    }

    /** The day that the caller is pinned to, null when it follows the API as it is. */
    private @Nullable LocalDate pinned(HttpServletRequest request) {
        String header = catalog.versionHeader();
        return header == null ? null : VersionGuard.day(values(request, header));
    }

    /** The values of a header that may be repeated. */
    static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    /** Only a reset lets go of a writer that the handler took; it would take the headers of guards along. */
    private static void resetBody(HttpServletResponse response) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (!OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
                boolean challenge = name.equalsIgnoreCase(HttpHeaders.WWW_AUTHENTICATE);
                kept.put(
                        name,
                        response.getHeaders(name).stream()
                                .map(value ->
                                        challenge ? DESCRIPTION.matcher(value).replaceAll("") : value)
                                .toList());
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    private void breakOff(HttpServletRequest request, HttpServletResponse response, ApiError error) throws IOException {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null
                && request.getDispatcherType() != DispatcherType.ERROR) {
            // Tomcat could not read the body and has closed the response to us; it asks again by an error dispatch.
            return;
        }
        note(request, error);
        if (isEventStream(response.getContentType())) {
            byte[] body = streaming(request).apply(error);
            response.getOutputStream()
                    .write(("event: error\ndata: " + new String(body, StandardCharsets.UTF_8) + "\n\n")
                            .getBytes(StandardCharsets.UTF_8));
            response.flushBuffer();
            return;
        }
        request.setAttribute(RequestAttributes.ABORT, true);
    }

    private void note(HttpServletRequest request, ApiError error) {
        if (REFUSALS.isDebugEnabled()) {
            REFUSALS.debug(
                    "{} {} {} {} request id {}",
                    error.code(),
                    error.status(),
                    request.getMethod(),
                    route(request),
                    requestId(request));
        }
    }

    /** The pattern of the handler, or the path where no handler was found yet; without what a caller put into a query. */
    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern != null ? pattern.toString() : request.getRequestURI().split("[;?]", 2)[0];
    }

    private static boolean isEventStream(@Nullable String contentType) {
        return contentType != null && contentType.startsWith("text/event-stream");
    }
}
