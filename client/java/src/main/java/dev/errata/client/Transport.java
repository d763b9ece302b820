package dev.errata.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Sends one request and brings back what came, once: it neither retries nor follows redirects. Thread-safe. */
@FunctionalInterface
public interface Transport {
    /**
     * One request on the wire.
     *
     * @param method such as {@code GET}
     * @param uri the whole address
     * @param headers names and values
     * @param body the bytes; empty when there are none
     * @param timeout the time until the end of the body
     * @param errorBodyBytes how much of the body of an answer that is no success is brought back
     * @param bodyBytes the same of a success
     */
    record Sending(
            String method,
            URI uri,
            Map<String, List<String>> headers,
            byte[] body,
            Duration timeout,
            int errorBodyBytes,
            int bodyBytes) {
        /** The most bytes to bring back of an answer with this status. */
        public int most(int status) {
            return status >= 200 && status < 300 ? bodyBytes : errorBodyBytes;
        }

        /** The method and the path; headers, query and body may hold secrets. */
        @Override
        public String toString() {
            return method + " " + uri.getPath();
        }
    }

    /** Nothing answered; tells how far the request came. */
    final class LostException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Outcome.Loss loss;

        /** A loss with the reason in words. */
        public LostException(Outcome.Loss loss, String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
            this.loss = loss;
        }

        /** How far the request came. */
        public Outcome.Loss loss() {
            return loss;
        }
    }

    /**
     * Sends.
     *
     * <p>Once a head has come, the future completes with an {@link Answer}, cut or capped as the body may be. When none
     * came, or none in time, it fails with a {@link LostException}; any other exception counts as {@link
     * Outcome.Loss#CUT}. Cancelling the future ends the exchange.
     */
    CompletableFuture<Answer> send(Sending sending);

    /** Over {@code java.net.http} with a connection pool of its own. */
    static Transport http(Duration connectTimeout) {
        return new HttpTransport(HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }

    /** Over a client that the caller has set up; it must not follow redirects. */
    static Transport http(HttpClient client) {
        return new HttpTransport(client);
    }
}
