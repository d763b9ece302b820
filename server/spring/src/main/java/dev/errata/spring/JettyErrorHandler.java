package dev.errata.spring;

import dev.errata.door.DoorAnswer;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty refuses before any servlet sees it. */
final class JettyErrorHandler extends ErrorHandler {
    private final ServletDoor door;
    private final AdoptionScope scope;
    private final Cors cors;
    private final String contextPath;

    JettyErrorHandler(ServletDoor door, AdoptionScope scope, Cors cors, String contextPath) {
        this.door = door;
        this.scope = scope;
        this.cors = cors;
        this.contextPath = contextPath;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            String message,
            @Nullable Throwable failure,
            Callback callback)
            throws IOException {
        JettyDoorRequest seen = new JettyDoorRequest(request, response);
        if (!isIncluded(seen)) {
            super.generateResponse(request, response, status, message, failure, callback);
            return;
        }
        cors.mark(seen);
        DoorAnswer answer = new JettyDoorAnswer(request, response, callback);
        if (failure == null) {
            door.door().status(seen, answer, status);
        } else {
            door.door().fail(seen, answer, failure);
        }
    }

    /** What is no request yet has nothing by which it could be outside. */
    private boolean isIncluded(JettyDoorRequest request) {
        return scope.isWhole()
                || !JettyErrors.isParsed(request)
                || (request.path().startsWith(contextPath)
                        && scope.admits(
                                request.path().substring(contextPath.length()), name -> first(request.headers(name))));
    }

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }
}
