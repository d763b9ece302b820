package dev.errata.peers;

import com.squareup.square.AsyncSquareClient;
import com.squareup.square.SquareClient;
import com.squareup.square.core.SquareApiException;
import com.squareup.square.types.CreateCustomerRequest;
import com.squareup.square.types.GetCustomersRequest;
import dev.errata.client.fake.FakeApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** square, written by a generator (Fern), over OkHttp. */
final class SquarePeer implements Peer {
    private static final Pattern KEY = Pattern.compile("\"idempotency_key\"\\s*:\\s*\"([^\"]+)\"");

    private final String version;

    SquarePeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "square";
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
        return "{\"customer\":{\"id\":\"c1\"}}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"errors\":[{\"category\":\"API_ERROR\",\"code\":\"INTERNAL_SERVER_ERROR\",\"detail\":\"" + message
                + "\"}]}";
    }

    @Override
    public Client connect(String base) {
        return new Customers(base, SquareClient.builder().token("t").url(base).build());
    }

    @Override
    public Client connect(String base, Duration deadline) {
        int seconds = Math.toIntExact(deadline.toSeconds());
        return new Customers(
                base,
                SquareClient.builder().token("t").url(base).timeout(seconds).build());
    }

    /** In the body, and only when the caller minted one. */
    @Override
    public @Nullable String key(FakeApi.Seen request) {
        Matcher key = KEY.matcher(new String(request.body(), StandardCharsets.UTF_8));
        return key.find() ? key.group(1) : null;
    }

    @Override
    public Caught caught(Throwable failure) {
        if (failure instanceof SquareApiException error) {
            return new Caught(error.statusCode(), String.valueOf(error.body()), id(error));
        }
        return Caught.NOTHING;
    }

    private @Nullable String id(SquareApiException error) {
        return error.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(requestIdHeader()))
                .map(header -> header.getValue())
                .flatMap(List::stream)
                .findFirst()
                .orElse(null);
    }

    private record Customers(String base, SquareClient client) implements Client {
        @Override
        public Object read() {
            return client.customers().get(one());
        }

        private static GetCustomersRequest one() {
            return GetCustomersRequest.builder().customerId("c1").build();
        }

        @Override
        public Object write() {
            return client.customers()
                    .create(CreateCustomerRequest.builder().givenName("lamp").build());
        }

        @Override
        public Object write(String key, String text) {
            return client.customers()
                    .create(CreateCustomerRequest.builder()
                            .idempotencyKey(key)
                            .givenName(text)
                            .build());
        }

        @Override
        public CompletableFuture<?> readAsync() {
            return AsyncSquareClient.builder()
                    .token("t")
                    .url(base)
                    .build()
                    .customers()
                    .get(one());
        }
    }
}
