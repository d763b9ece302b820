package dev.errata.spring;

import dev.errata.door.DoorAnswer;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to a request that reached no servlet, whose body nobody has begun.
 *
 * @param request what it answers
 * @param response where it is written
 * @param callback hears that it is written
 */
record JettyDoorAnswer(Request request, Response response, Callback callback) implements DoorAnswer {
    @Override
    public boolean isCommitted() {
        return response.isCommitted();
    }

    /** Jetty gives a new one to whoever answers an error. */
    @Override
    public void reset() {}

    @Override
    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    @Override
    public void send(int status, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap("HEAD".equals(request.getMethod()) ? new byte[0] : body), callback);
    }

    @Override
    public void append(byte[] bytes) {
        throw new IllegalStateException("Nothing was begun that bytes could be added to");
    }

    @Override
    public void cut() {
        callback.failed(new Request.Handler.AbortException("Cut on purpose"));
    }
}
