package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.StatusConditions;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/** Answers what Tomcat refuses before any filter sees it, and cuts connections whose answer has failed half-way. */
final class EnvelopeValve extends ErrorReportValve {
    private final Catalog catalog;
    private final AdoptionScope scope;
    private final ServletDoor door;
    private final Cors cors;
    private final ProtocolConditions conditions;

    EnvelopeValve(Catalog catalog, ServletDoor door, AdoptionScope scope, Cors cors) {
        this.scope = scope;
        setShowReport(false);
        setShowServerInfo(false);
        this.catalog = catalog;
        this.door = door;
        this.cors = cors;
        this.conditions = new ProtocolConditions(catalog);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(RequestAttributes.CUT, (Runnable)
                () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new IOException("Cut on purpose")));
        // Executes what is still to be done for the request, which is nothing, under the lock of its connection.
        request.setAttribute(RequestAttributes.LEFT, (Runnable)
                () -> response.getCoyoteResponse().action(ActionCode.DISPATCH_EXECUTE, null));
        super.invoke(request, response);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        if (!scope.isWhole() && request.getContext() != null && !scope.includes(request)) {
            super.report(request, response, failure);
            return;
        }
        cors.mark(new ServletDoorRequest(request, response));
        try {
            if (request.getContext() != null && failure != null) {
                door.fail(request, response, failure);
            } else {
                door.refuse(request, response, answer(request, response, status));
            }
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiError answer(Request request, Response response, int status) {
        Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        return switch (status) {
            case HttpServletResponse.SC_BAD_REQUEST -> conditions.badRequest(request, failure);
            case HttpServletResponse.SC_NOT_IMPLEMENTED ->
                "CONNECT".equals(request.getMethod())
                        ? catalog.answer(
                                Condition.REQUEST_METHOD_UNKNOWN,
                                StatusConditions.target(new ServletDoorRequest(request, request.getResponse())))
                        : catalog.answer(Condition.REQUEST_TRANSFER_CODING, Facts.none());
            default -> door.door().forStatus(new ServletDoorRequest(request, response), status);
        };
    }
}
