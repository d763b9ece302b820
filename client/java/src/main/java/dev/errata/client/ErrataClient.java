package dev.errata.client;

import dev.errata.core.Catalog;
import java.net.URI;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Calls one API by its contract. Immutable but for its budget of retries; thread-safe. */
public final class ErrataClient {
    private final Wiring wiring;
    private final ErrorFamily family;
    private final @Nullable String mintsKeys;
    private final KeyLedger ledger = new KeyLedger();

    private ErrataClient(Builder builder, Wiring wiring) {
        this.wiring = wiring;
        this.family = builder.family;
        this.mintsKeys = builder.keyHeader;
    }

    /**
     * Begins a client.
     *
     * @param catalog the contract; generated code has it
     * @param base where the API stands, such as {@code https://api.example.com/v2}
     * @throws IllegalArgumentException when the base is no address of http or https, or more than host and path
     */
    public static Builder of(Catalog catalog, String base) {
        return new Builder(catalog, base);
    }

    /**
     * Calls, and waits for the end.
     *
     * @throws ApiErrorException when something answered, but not with what was asked for
     * @throws NoAnswerException when nothing answered, or the thread was interrupted, which then stays so
     * @throws IllegalArgumentException when an idempotency key was used for another request, or the address is not the
     *     API's; nothing is sent then
     */
    public Response send(Request request) {
        Call call = call(request);
        CompletableFuture<CallEnd> end = call.start();
        try {
            return end.get().orThrow(family);
        } catch (InterruptedException e) {
            call.cancel("the thread was interrupted");
            Thread.currentThread().interrupt();
            return end.join().orThrow(family);
        } catch (ExecutionException e) {
            throw unfinished(request, e.getCause());
        }
    }

    /** A collaborator broke its promise: a clock, a source of credentials or of chance threw. */
    private static IllegalStateException unfinished(Request request, @Nullable Throwable cause) {
        return new IllegalStateException(
                request
                        + " could not be brought to an end, because a part that the client was given failed; see the cause",
                cause);
    }

    /**
     * Calls. The future fails with the exceptions of {@link #send}; cancelling it ends the call: nothing more is sent.
     *
     * @throws IllegalArgumentException as {@link #send} does
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Both callbacks lead into the future that is returned.
    public CompletableFuture<Response> sendAsync(Request request) {
        Call call = call(request);
        CompletableFuture<Response> result = new CompletableFuture<>();
        result.whenComplete((response, failure) -> {
            if (result.isCancelled()) {
                call.cancel("the future was cancelled");
            }
        });
        call.start().whenComplete((end, failure) -> {
            if (end == null) {
                result.completeExceptionally(unfinished(request, failure));
                return;
            }
            try {
                result.complete(end.orThrow(family));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private Call call(Request request) {
        URI address = wiring.address(request.path());
        String key = request.idempotencyKey();
        if (key != null) {
            ledger.use(key, request);
        } else if (mintsKeys != null && isUnderKey(request)) {
            RandomGenerator random = wiring.random();
            key = new UUID(random.nextLong(), random.nextLong()).toString();
        }
        return new Call(wiring, request, address, key);
    }

    private static boolean isUnderKey(Request request) {
        return request.method().equals("POST") || request.method().equals("PATCH");
    }

    /** The policy that it keeps. */
    public RetryPolicy policy() {
        return wiring.policy();
    }

    /** The tokens that are left for retries. */
    public int budgetLeft() {
        return wiring.budget().tokens();
    }

    /** Collects a client. Not thread-safe. */
    public static final class Builder {
        private static final String KEY_HEADER = "Idempotency-Key";
        private static final int BODY_BYTES = 16 << 20;

        private final Catalog catalog;
        private final String base;
        private RetryPolicy policy = RetryPolicy.standard();
        private ErrorFamily family = ErrorFamily.plain();
        private Time time = Time.system();
        private RandomGenerator random = new SecureRandom();
        private int bodyBytes = BODY_BYTES;
        private @Nullable Transport transport;
        private @Nullable Credentials credentials;
        private @Nullable String keyHeader;
        private @Nullable String docs;

        private Builder(Catalog catalog, String base) {
            Bases.check(catalog.api(), base);
            this.catalog = catalog;
            this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        }

        /** How patient it is; {@link RetryPolicy#standard} unless said. */
        public Builder policy(RetryPolicy policy) {
            this.policy = policy;
            return this;
        }

        /** The exceptions that it throws; {@link ErrorFamily#plain} unless said. */
        public Builder errors(ErrorFamily family) {
            this.family = family;
            return this;
        }

        /** What it shows in {@code Authorization}; nothing unless said. */
        public Builder credentials(Credentials credentials) {
            this.credentials = credentials;
            return this;
        }

        /** The same with a key or token that never changes. */
        public Builder bearer(String token) {
            return credentials(Credentials.fixed("Bearer " + token));
        }

        /**
         * Mints a key for every POST and PATCH that has none of the caller's, so that these may be retried. Only where
         * the service honours such keys: elsewhere a retry would do the work twice.
         */
        public Builder idempotencyKeys() {
            return idempotencyKeys(KEY_HEADER);
        }

        /** The same under another header than {@code Idempotency-Key}. */
        public Builder idempotencyKeys(String header) {
            this.keyHeader = header;
            return this;
        }

        /** What stands for {@code {docs}} in addresses of pages, where bodies do not name them. */
        public Builder docs(String docs) {
            this.docs = docs;
            return this;
        }

        /**
         * How long a success may be, in bytes; 16 MiB unless said.
         *
         * @throws IllegalArgumentException when it is negative
         */
        public Builder bodyBytes(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("bodyBytes is " + most
                        + "; it must be 0 to 2147483647. Change it in the ErrataClient.Builder.");
            }
            this.bodyBytes = most;
            return this;
        }

        /** What sends; {@link Transport#http} with the policy's time to connect unless said. */
        public Builder transport(Transport transport) {
            this.transport = transport;
            return this;
        }

        /** The clock and the way to wait; {@link Time#system} unless said. */
        public Builder time(Time time) {
            this.time = time;
            return this;
        }

        /** Where jitter and keys come from; thread-safe; a {@link SecureRandom} unless said. */
        public Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /** The client. */
        public ErrataClient build() {
            Transport sends = transport == null ? Transport.http(policy.connectTimeout()) : transport;
            Wiring wiring = new Wiring(
                    new ErrorReader(catalog, docs),
                    base,
                    sends,
                    time,
                    random,
                    policy,
                    new Budget(policy.budget()),
                    credentials,
                    keyHeader == null ? KEY_HEADER : keyHeader,
                    bodyBytes);
            return new ErrataClient(this, wiring);
        }
    }
}
