package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.guard.stream.EventSink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * The connection of one request that works asynchronously. Once the container takes request and response back it uses
 * them for another request; from then on nothing here touches them, which is what the lock is for.
 */
final class ServletSink implements EventSink {
    private final Function<ApiError, byte[]> renderer;
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private final Object lock = new Object();
    private boolean gone;

    ServletSink(ErrorResponder responder, HttpServletRequest request, HttpServletResponse response) {
        this.renderer = responder.streaming(request);
        this.request = request;
        this.response = response;
    }

    /** The container takes request and response back. */
    void gone() {
        synchronized (lock) {
            gone = true;
        }
    }

    @Override
    public boolean isReady() {
        synchronized (lock) {
            try {
                return !gone && response.getOutputStream().isReady();
            } catch (IOException e) {
                return false;
            }
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        synchronized (lock) {
            check();
            response.getOutputStream().write(bytes);
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            check();
            response.getOutputStream().flush();
        }
    }

    private void check() throws IOException {
        if (gone) {
            throw new IOException("The connection is gone");
        }
    }

    @Override
    public byte[] rendered(ApiError error) {
        return renderer.apply(error);
    }

    @Override
    public void complete() {
        synchronized (lock) {
            if (!gone) {
                request.getAsyncContext().complete();
            }
        }
    }

    /**
     * Has the container call {@link #abandon} within about a second, on a thread of its own. To close the connection from
     * here would race with the container's own writing: a request whose reader wakes up at that moment would never end.
     */
    @Override
    public void cut() {
        synchronized (lock) {
            if (!gone) {
                request.getAsyncContext().setTimeout(1);
            }
        }
    }

    /** Closes the connection at once; only while the container reports a timeout. */
    void abandon() {
        synchronized (lock) {
            if (!gone && request.getAttribute(RequestAttributes.CUT) instanceof Runnable connection) {
                connection.run();
            }
        }
        complete();
    }
}
