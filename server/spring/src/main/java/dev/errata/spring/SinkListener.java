package dev.errata.spring;

import dev.errata.guard.stream.Subscription;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.WriteListener;
import java.net.SocketTimeoutException;

/**
 * What the container tells of a connection, passed on to its stream.
 *
 * @param sink the connection
 * @param subscription the stream
 */
record SinkListener(ServletSink sink, Subscription subscription) implements WriteListener, AsyncListener {
    @Override
    public void onWritePossible() {
        subscription.ready();
    }

    @Override
    public void onError(Throwable failure) {
        subscription.lost(failure instanceof SocketTimeoutException);
    }

    /** Without an end of ours the container would make an error page of it. */
    @Override
    public void onError(AsyncEvent event) {
        subscription.lost(event.getThrowable() instanceof SocketTimeoutException);
        sink.gone();
        event.getAsyncContext().complete();
    }

    /** Streams have no time in which they must end, but for the moment that {@link ServletSink#cut} sets. */
    @Override
    public void onTimeout(AsyncEvent event) {
        subscription.lost(true);
        sink.gone();
        sink.close();
        event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        sink.gone();
        subscription.lost(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
