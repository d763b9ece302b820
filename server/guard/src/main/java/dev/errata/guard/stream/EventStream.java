package dev.errata.guard.stream;

import dev.errata.core.ApiException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A stream that a handler grants and a server opens. */
@FunctionalInterface
public interface EventStream {
    /**
     * Begins the stream, before the first byte of the answer.
     *
     * @param lastEventId the request's {@code Last-Event-ID}; null, or not a number, for what is new only
     * @param sink the connection, which is not touched before {@link Subscription#ready}
     * @param executor on which one task runs after the other
     * @throws ApiException {@code limit.concurrent} when the group has as many as it may, {@code server.unavailable}
     *     when the log is closed
     */
    Subscription open(@Nullable String lastEventId, EventSink sink, Executor executor);
}
