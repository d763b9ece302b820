package dev.errata.spring;

import dev.errata.guard.GuardedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What guards see of a servlet request. */
record ServletGuardedRequest(HttpServletRequest request, HttpServletResponse response) implements GuardedRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public List<String> headers(String name) {
        return ErrorResponder.values(request, name);
    }

    @Override
    public String peerAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public void answerHeader(String name, String value) {
        response.addHeader(name, value);
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
