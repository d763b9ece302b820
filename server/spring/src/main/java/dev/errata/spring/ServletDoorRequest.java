package dev.errata.spring;

import dev.errata.door.DoorRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What the door and its guards see of a servlet request.
 *
 * @param request the request
 * @param response its answer, for headers that guards add
 */
record ServletDoorRequest(HttpServletRequest request, HttpServletResponse response) implements DoorRequest {
    /** The caller's: a container dispatches to its page of errors with GET (Jakarta Servlet 6.1, 10.9.1). */
    @Override
    public String method() {
        return request.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String sent ? sent : request.getMethod();
    }

    /** Without what a proxy has cut off, which Spring puts before it again. */
    @Override
    public String path() {
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            return asked;
        }
        String path = request.getRequestURI();
        String known = request.getContextPath();
        if (known.isEmpty()) {
            return path;
        }
        String context = request.getServletContext().getContextPath();
        return known.equals(context) ? path : context + path.substring(known.length());
    }

    @Override
    public @Nullable String base() {
        return (String) request.getAttribute(RequestAttributes.BASE);
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values.hasMoreElements() ? Collections.list(values) : List.of();
    }

    @Override
    public String peerAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public void answerHeader(String name, String value) {
        response.addHeader(name, value);
    }

    /** Servers keep the type apart from the headers until they are sent. */
    @Override
    public @Nullable String answered(String name) {
        return name.equals(HttpHeaders.CONTENT_TYPE) ? response.getContentType() : response.getHeader(name);
    }

    @Override
    public @Nullable String requestId() {
        return request.getAttribute(RequestAttributes.REQUEST_ID) instanceof String id ? id : null;
    }

    @Override
    public void requestId(String id) {
        request.setAttribute(RequestAttributes.REQUEST_ID, id);
    }

    /** A pattern that takes every path, as that of files does, is no route. */
    @Override
    public @Nullable String route() {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null || pattern.toString().equals("/**") ? null : pattern.toString();
    }

    @Override
    public boolean isWorkedOnElsewhere() {
        return request.getDispatcherType() == DispatcherType.ASYNC;
    }

    @Override
    public <T> void put(Class<T> kind, T value) {
        request.setAttribute(RequestAttributes.attribute(kind), value);
    }

    @Override
    public <T> @Nullable T get(Class<T> kind) {
        return kind.cast(request.getAttribute(RequestAttributes.attribute(kind)));
    }
}
