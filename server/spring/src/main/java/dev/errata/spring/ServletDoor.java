package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.door.Causes;
import dev.errata.door.Door;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import org.springframework.web.ErrorResponse;

/**
 * The door for servlets.
 *
 * @param door the door itself
 */
record ServletDoor(Door door) {
    /** By name, because an application runs in one container and has the classes of no other. */
    private static final Set<String> GONE = Set.of(
            "org.springframework.web.context.request.async.AsyncRequestNotUsableException",
            "org.apache.catalina.connector.ClientAbortException",
            "org.eclipse.jetty.io.EofException");

    /** The request's id: the one it has, or else the one it gets now. */
    String requestId(HttpServletRequest request, HttpServletResponse response) {
        return door.requestId(new ServletDoorRequest(request, response));
    }

    /** Answers with what the catalog has for the failure, unless nobody is left to answer. */
    void fail(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        if (!callerIsGone(failure) && !(response.isCommitted() && willBeAskedAgain(request))) {
            door.fail(
                    new ServletDoorRequest(request, response),
                    ServletDoorAnswer.of(request, response),
                    thrown(failure));
        }
    }

    /** Answers with what the catalog has for a status that came without a reason. */
    void status(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        door.status(new ServletDoorRequest(request, response), ServletDoorAnswer.of(request, response), status);
    }

    /** Answers with the error. */
    void refuse(HttpServletRequest request, HttpServletResponse response, ApiError error) throws IOException {
        door.refuse(new ServletDoorRequest(request, response), ServletDoorAnswer.of(request, response), error);
    }

    /** Renders errors within a stream, also after the request has gone. */
    Function<ApiError, byte[]> streaming(HttpServletRequest request, HttpServletResponse response) {
        return door.streaming(new ServletDoorRequest(request, response));
    }

    /** Tomcat could not read the body and has closed the response to us; it asks again by an error dispatch. */
    private static boolean willBeAskedAgain(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null
                && request.getDispatcherType() != DispatcherType.ERROR;
    }

    /** What a servlet's exception carries, unless it says something itself. */
    static Throwable thrown(Throwable failure) {
        Throwable at = failure;
        while (at instanceof ServletException && !(at instanceof ErrorResponse) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static boolean callerIsGone(Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(cause -> GONE.contains(cause.getClass().getName()));
    }
}
