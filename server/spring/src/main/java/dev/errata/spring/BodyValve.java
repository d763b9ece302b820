package dev.errata.spring;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/** Keeps threads from waiting for callers who send slowly: before the application works, and after it has answered. */
final class BodyValve extends ValveBase {
    private final ServletDoor door;
    private final DeadlineProperties deadlines;
    private final BodyRoom room;

    BodyValve(ServletDoor door, DeadlineProperties deadlines, BodyRoom room) {
        super(true);
        this.door = door;
        this.deadlines = deadlines;
        this.room = room;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        TomcatBody body = body(request);
        if (body == null) {
            getNext().invoke(request, response);
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            body.left();
        }
    }

    private @Nullable TomcatBody body(Request request) {
        if (request.getAttribute(RequestAttributes.BODY) instanceof TomcatBody known) {
            known.comesAgain();
            return known;
        }
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        if (wire.getInputBuffer() instanceof BodyInput left) {
            // An earlier request on this connection ended before it had read what had arrived for it.
            wire.setInputBuffer(left.connection());
        }
        if (wire.isFinished()) {
            return null;
        }
        TomcatBody body = new TomcatBody(request, door, deadlines, room);
        request.setAttribute(RequestAttributes.BODY, body);
        return body;
    }
}
