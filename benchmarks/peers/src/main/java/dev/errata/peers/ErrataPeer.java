package dev.errata.peers;

import dev.errata.client.ApiErrorException;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;
import dev.errata.client.RetryPolicy;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Envelope;
import dev.errata.core.Envelope.Node;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Slot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Ours, with a small contract. */
final class ErrataPeer implements Peer {
    static final Catalog CATALOG = Catalog.of("Store", "1.0")
            .envelope(new Envelope(
                    "application/json",
                    Node.members(Node.member(
                            "error",
                            Node.members(
                                    Node.member("code", Node.slot(Slot.CODE)),
                                    Node.member("message", Node.slot(Slot.MESSAGE)))))))
            .docUrl("{docs}/errors/{code}")
            .code(Code.named("invalid", "Invalid")
                    .form(
                            Code.MAIN,
                            400,
                            RetryAdvice.NEVER,
                            "Not so.",
                            Condition.REQUEST,
                            Condition.AUTH,
                            Condition.ABSENT,
                            Condition.CONFLICT,
                            Condition.PERMISSION)
                    .build())
            .code(Code.named("rate_limited", "Too fast")
                    .form(Code.MAIN, 429, RetryAdvice.WAIT, "Slow down.", Condition.LIMIT_EXCEEDED)
                    .build())
            .code(Code.named("unavailable", "Unavailable")
                    .form(Code.MAIN, 503, RetryAdvice.BACKOFF, "We will be back.", Condition.SERVER)
                    .build())
            .build();

    private final String version;

    ErrataPeer(Versions versions) {
        this.version = versions.of("errata");
    }

    @Override
    public String name() {
        return "errata-client";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String requestIdHeader() {
        return CATALOG.requestId().header();
    }

    @Override
    public String success() {
        return "{\"id\":\"1\"}";
    }

    @Override
    public String error(int status, String message) {
        String code = switch (status) {
            case 429 -> "rate_limited";
            case 503 -> "unavailable";
            default -> "invalid";
        };
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }

    @Override
    public Client connect(String base) {
        return new Own(ErrataClient.of(CATALOG, base).build());
    }

    @Override
    public Client connect(String base, Duration deadline) {
        RetryPolicy policy = RetryPolicy.builder().deadline(deadline).build();
        return new Own(ErrataClient.of(CATALOG, base).policy(policy).build());
    }

    @Override
    public Caught caught(Throwable failure) {
        return failure instanceof ApiErrorException error
                ? new Caught(error.status(), error.answer().bodyText(), error.requestId())
                : Caught.NOTHING;
    }

    private record Own(ErrataClient client) implements Client {
        private static final String PATH = "/orders";

        @Override
        public Object read() {
            return client.send(Request.get(PATH));
        }

        @Override
        public Object write() {
            return client.send(order("lamp"));
        }

        private static Request order(String text) {
            return Request.post(PATH, "{\"item\":\"" + text + "\"}");
        }

        @Override
        public Object write(String key, String text) {
            return client.send(order(text).idempotencyKey(key));
        }

        @Override
        public CompletableFuture<?> readAsync() {
            return client.sendAsync(Request.get(PATH));
        }

        @Override
        public void head() {
            client.send(Request.of("HEAD", PATH));
        }

        @Override
        public void delete() {
            client.send(Request.delete(PATH));
        }
    }
}
