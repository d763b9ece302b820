package dev.errata.guard.stream;

import dev.errata.core.ApiError;
import java.io.IOException;

/** A connection that takes bytes without blocking. Used by one thread at a time. */
public interface EventSink {
    /** Whether it takes bytes now; once it has said no, {@link Subscription#ready} follows as soon as it does. */
    boolean isReady();

    /** Takes bytes; only when it is ready. They belong to many connections and must not be changed. */
    void write(byte[] bytes) throws IOException;

    /** Sends what it has taken; only when it is ready. */
    void flush() throws IOException;

    /** The body that an error has in the contract. */
    byte[] rendered(ApiError error);

    /** Ends the stream as its framing asks, so that the client knows it for whole. */
    void complete();

    /** Closes the connection with what it has not sent; at once, or as soon as the server can. */
    void cut();
}
