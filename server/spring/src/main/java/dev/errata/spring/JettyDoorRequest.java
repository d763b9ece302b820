package dev.errata.spring;

import dev.errata.door.DoorRequest;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What the door sees of a request that reached no servlet.
 *
 * @param request the request
 * @param response its answer, for headers
 */
record JettyDoorRequest(Request request, Response response) implements DoorRequest {
    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public String peerAddress() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public void answerHeader(String name, String value) {
        response.getHeaders().add(name, value);
    }

    @Override
    public @Nullable String answered(String name) {
        return response.getHeaders().get(name);
    }

    @Override
    public @Nullable String requestId() {
        return request.getAttribute(RequestAttributes.REQUEST_ID) instanceof String id ? id : null;
    }

    @Override
    public void requestId(String id) {
        request.setAttribute(RequestAttributes.REQUEST_ID, id);
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
