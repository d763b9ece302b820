package dev.errata.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body that goes out once.
 *
 * <p>The JDK sends a GET a second time, unasked, when the connection ends before an answer. Each time it begins to send it
 * asks the body for its length, and only then; refusing the second answer keeps attempts and requests the same number.
 */
record SentOnce(BodyPublisher body, AtomicBoolean sent) implements BodyPublisher {
    SentOnce(BodyPublisher body) {
        this(body, new AtomicBoolean());
    }

    @Override
    public long contentLength() {
        if (sent.getAndSet(true)) {
            throw new IllegalStateException("The connection ended, and the request is not sent again on another");
        }
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(subscriber);
    }
}
