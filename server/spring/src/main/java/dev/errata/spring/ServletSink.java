package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.guard.stream.EventSink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * The connection of one request that works asynchronously. Once the container takes request and response back it uses
 * them for another request; from then on nothing here touches them, which is what the lock is for.
 */
final class ServletSink implements EventSink {
    private final Function<ApiError, byte[]> renderer;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Runnable connection;
    private final Runnable left;

    private final Object lock = new Object();
    private boolean gone;

    ServletSink(ServletDoor door, HttpServletRequest request, HttpServletResponse response) {
        this.renderer = door.streaming(request, response);
        this.request = request;
        this.response = response;
        this.connection = task(request, RequestAttributes.CUT);
        this.left = task(request, RequestAttributes.LEFT);
    }

    private static Runnable task(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof Runnable task ? task : () -> {};
    }

    /** The container has taken request and response back, or is about to. */
    void gone() {
        synchronized (lock) {
            gone = true;
        }
    }

    /**
     * Once the connection takes bytes, no thread of the container comes to it; one that has just said so may still be
     * on its way out. It must have left before bytes are written: a write that fails makes the request one in error, and
     * a container that finds it so on its way out forgets the request, which then never ends.
     */
    @Override
    public boolean isReady() {
        synchronized (lock) {
            try {
                if (gone || !response.getOutputStream().isReady()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        // Not under our lock, which the container needs to leave where it has taken the request back.
        left.run();
        return true;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        use(out -> out.write(bytes));
    }

    @Override
    public void flush() throws IOException {
        use(OutputStream::flush);
    }

    /** A step of writing. */
    private interface Step {
        void on(OutputStream out) throws IOException;
    }

    /** What fails here the container ends by itself, and loses count where anything else is asked of it. */
    private void use(Step step) throws IOException {
        synchronized (lock) {
            if (gone) {
                throw new IOException("The connection is gone");
            }
            try {
                step.on(response.getOutputStream());
            } catch (IOException e) {
                gone = true;
                throw e;
            }
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
                gone = true;
                request.getAsyncContext().complete();
            }
        }
    }

    /**
     * Has the container report a timeout within about a second, on a thread of its own. To close the connection from here
     * would race with the container's own writing: a request whose reader wakes up at that moment would never end.
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
    void close() {
        connection.run();
    }
}
