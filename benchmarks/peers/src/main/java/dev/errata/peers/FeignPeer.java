package dev.errata.peers;

import feign.AsyncFeign;
import feign.Feign;
import feign.FeignException;
import feign.Headers;
import feign.RequestLine;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** feign-core with its own retryer, over {@code HttpURLConnection}. */
final class FeignPeer implements Peer {
    private final String version;

    FeignPeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "feign-core";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "X-Request-Id";
    }

    @Override
    public String success() {
        return "{\"id\":\"1\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":\"" + message + "\"}";
    }

    @Override
    public Client connect(String base) {
        return new Orders(base, Feign.builder().target(Api.class, base));
    }

    @Override
    public Caught caught(Throwable failure) {
        return failure instanceof FeignException error && error.status() > 0
                ? new Caught(error.status(), error.contentUTF8(), id(error))
                : Caught.NOTHING;
    }

    private @Nullable String id(FeignException error) {
        return error.responseHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(requestIdHeader()))
                .map(header -> header.getValue())
                .flatMap(Collection::stream)
                .findFirst()
                .orElse(null);
    }

    /** The API as a user of Feign declares it. */
    interface Api {
        @RequestLine("GET /orders/1")
        String read();

        @RequestLine("POST /orders")
        @Headers("Content-Type: application/json")
        String write(String order);

        @RequestLine("HEAD /orders/1")
        void head();

        @RequestLine("DELETE /orders/1")
        void delete();
    }

    /** The same with a future. */
    interface AsyncApi {
        @RequestLine("GET /orders/1")
        CompletableFuture<String> read();
    }

    private record Orders(String base, Api api) implements Client {
        @Override
        public Object read() {
            return api.read();
        }

        @Override
        public Object write() {
            return api.write("{\"item\":\"lamp\"}");
        }

        @Override
        public CompletableFuture<?> readAsync() {
            return AsyncFeign.builder().target(AsyncApi.class, base).read();
        }

        @Override
        public void head() {
            api.head();
        }

        @Override
        public void delete() {
            api.delete();
        }
    }
}
