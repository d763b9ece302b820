package dev.errata.peers;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;

/** stripe-java, over {@code HttpURLConnection}. */
final class StripePeer implements Peer {
    private final String version;

    StripePeer(Versions versions) {
        this.version = versions.of(name());
    }

    @Override
    public String name() {
        return "stripe-java";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return "Request-Id";
    }

    @Override
    public String success() {
        return "{\"id\":\"cus_1\",\"object\":\"customer\"}";
    }

    @Override
    public String error(int status, String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    }

    @Override
    public Client connect(String base) {
        // The client object alone would not retry; its static API does, twice.
        return new Customers(StripeClient.builder()
                .setApiKey("sk_test_1")
                .setApiBase(base)
                .setMaxNetworkRetries(Stripe.getMaxNetworkRetries())
                .build());
    }

    @Override
    public Caught caught(Throwable failure) {
        return failure instanceof StripeException error
                ? new Caught(error.getStatusCode(), body(error), error.getRequestId())
                : Caught.NOTHING;
    }

    private static String body(StripeException error) {
        StripeError parsed = error.getStripeError();
        return parsed == null || parsed.getLastResponse() == null
                ? ""
                : parsed.getLastResponse().body();
    }

    private record Customers(StripeClient client) implements Client {
        @Override
        public Object read() throws StripeException {
            return client.v1().customers().retrieve("cus_1");
        }

        @Override
        public Object write() throws StripeException {
            return client.v1().customers().create(customer("lamp"));
        }

        private static CustomerCreateParams customer(String name) {
            return CustomerCreateParams.builder().setName(name).build();
        }

        @Override
        public Object write(String key, String text) throws StripeException {
            return client.v1()
                    .customers()
                    .create(
                            customer(text),
                            RequestOptions.builder().setIdempotencyKey(key).build());
        }
    }
}
