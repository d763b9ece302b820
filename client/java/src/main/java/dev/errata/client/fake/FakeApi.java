package dev.errata.client.fake;

import dev.errata.client.Answer;
import dev.errata.client.ErrataClient;
import dev.errata.client.Outcome.Loss;
import dev.errata.client.Transport;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Detail;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.InvalidField;
import dev.errata.core.Variant;
import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An API that answers by a script, in the order in which it was written. Thread-safe once the script is written.
 *
 * <pre>{@code
 * FakeApi api = FakeApi.of(catalog);
 * api.fails("rate_limited").retryAfter(2).then(200, "{}");
 * ErrataClient client = api.client().build();
 * }</pre>
 */
public final class FakeApi implements Transport {
    private static final String JSON = "application/json";
    private static final String BASE = "https://api.example.com";
    private static final String DOCS = "https://docs.example.com";
    private static final String REFUSAL =
            "<html><head><title>%d</title></head><body><h1>%d</h1><hr>nginx</body></html>";

    private final Catalog catalog;
    private final ErrorRenderer renderer;
    private final FakeTime time = new FakeTime();
    private final List<Reply> script = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private boolean always;
    private int minted;

    /** The error that the last reply shows, while details may still be added to it. */
    private @Nullable Variant form;

    private Map<String, Object> details = new LinkedHashMap<>();

    /**
     * A request that came.
     *
     * @param method such as {@code GET}
     * @param path with its query
     * @param headers in any case
     * @param body the bytes
     * @param at when it came
     * @param nanos the same on a clock that only ever grows
     */
    public record Seen(String method, String path, HttpHeaders headers, byte[] body, Instant at, long nanos) {
        /** The first value of a header, null when it has none. */
        public @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    private FakeApi(Catalog catalog) {
        this.catalog = catalog;
        this.renderer = new ErrorRenderer(catalog, catalog.envelope(), DOCS);
    }

    /** An API with this contract and an empty script. */
    public static FakeApi of(Catalog catalog) {
        return new FakeApi(catalog);
    }

    /**
     * Answers with the main form of a code, in the contract's envelope. Details get values of their types.
     *
     * @throws IllegalArgumentException when the catalog has no such code
     */
    public FakeApi fails(String code) {
        return fails(code, Code.MAIN);
    }

    /** The same with a variant of the code. */
    public FakeApi fails(String code, String variant) {
        Code known = catalog.code(code);
        if (known == null) {
            throw new IllegalArgumentException(
                    "The catalog of " + catalog.api() + " has no code '" + code + "'; it has " + catalog.codes());
        }
        Variant failing = known.variant(variant);
        details = new LinkedHashMap<>();
        known.details().stream().filter(Detail::required).forEach(detail -> details.put(detail.name(), sample(detail)));
        minted++;
        add(Reply.of(failing.status(), renderer.mediaType(), rendered(failing))
                .header(catalog.requestId().header(), requestId()));
        form = failing;
        return this;
    }

    private String requestId() {
        return catalog.requestId().prefix() + "fake_" + minted;
    }

    private byte[] rendered(Variant variant) {
        ApiError error = variant.occurrence(variant.code().details().stream()
                .map(detail -> details.get(detail.name()))
                .toArray());
        return renderer.render(error, requestId());
    }

    private Object sample(Detail detail) {
        return switch (detail.type()) {
            case STRING, ANY -> detail.name();
            case INTEGER -> 1L;
            case DECIMAL -> BigDecimal.ONE;
            case BOOLEAN -> true;
            case TIMESTAMP -> time.now();
            case STRINGS -> List.of(detail.name());
            case FIELDS -> List.of(new InvalidField(detail.name(), "body", "must be something else"));
        };
    }

    /**
     * Gives a detail of the last error its value.
     *
     * @throws IllegalStateException when the last reply is no error of the catalog
     */
    public FakeApi with(String detail, Object value) {
        Variant variant = form;
        if (variant == null) {
            throw new IllegalStateException("with(\"" + detail + "\", …) follows fails(…), whose detail it is");
        }
        details.put(detail, value);
        Reply last = last();
        byte[] body = rendered(variant);
        return replaceLast(new Reply(last.status(), last.headers(), body, last.fault(), body.length));
    }

    /** Answers with a success, or with any other status, and a body of JSON; an empty text is no body. */
    public FakeApi then(int status, String json) {
        return then(status, JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a status and no body. */
    public FakeApi then(int status) {
        return then(status, "");
    }

    /** Answers with any body. */
    public FakeApi then(int status, String contentType, byte[] body) {
        return add(Reply.of(status, contentType, body));
    }

    /** Answers as a proxy does: with a page of HTML. */
    public FakeApi html(int status) {
        then(
                status,
                "text/html",
                REFUSAL.replace("%d", Integer.toString(status)).getBytes(StandardCharsets.UTF_8));
        return header("Server", "nginx");
    }

    /** Cannot be reached; only in memory, because a server that cannot be reached is none. */
    public FakeApi unreachable() {
        return add(Reply.nothing(Reply.Fault.UNREACHABLE));
    }

    /** Takes the request and resets the connection. */
    public FakeApi resets() {
        return add(Reply.nothing(Reply.Fault.RESET));
    }

    /** Takes the request and says nothing until the client's time is up. */
    public FakeApi stalls() {
        return add(Reply.nothing(Reply.Fault.STALL));
    }

    /** Answers with these characters, head included, then closes; only over a socket. */
    public FakeApi raw(String answer) {
        return add(Reply.raw(answer));
    }

    /** Cuts the last reply's body, and the connection, after so many bytes. */
    public FakeApi cutAfter(int bytes) {
        return replaceLast(last().failing(Reply.Fault.CUT, bytes));
    }

    /** Stops sending the last reply's body after so many bytes, and leaves the connection open. */
    public FakeApi stallsAfter(int bytes) {
        return replaceLast(last().failing(Reply.Fault.STALL_IN_BODY, bytes));
    }

    /** Gives the last reply a header; a second one of the same name stands beside the first. */
    public FakeApi header(String name, String value) {
        return replaceLast(last().header(name, value));
    }

    /** Gives the last reply {@code Retry-After} in seconds, and the details that say the same. */
    public FakeApi retryAfter(long seconds) {
        if (form != null) {
            for (Detail detail : form.code().details()) {
                switch (detail.fact()) {
                    case "retry_after" -> with(detail.name(), seconds);
                    case "retry_after_ms" -> with(detail.name(), seconds * 1000);
                    default -> {}
                }
            }
        }
        return header("Retry-After", Long.toString(seconds));
    }

    /** Lets the last reply answer every further request too. */
    public FakeApi always() {
        always = true;
        return this;
    }

    private FakeApi add(Reply reply) {
        form = null;
        script.add(reply);
        return this;
    }

    private Reply last() {
        if (script.isEmpty()) {
            throw new IllegalStateException("The script is empty; begin it with fails(…), then(…) or html(…)");
        }
        return script.get(script.size() - 1);
    }

    private FakeApi replaceLast(Reply reply) {
        script.set(script.size() - 1, reply);
        return this;
    }

    /** A client of this API, in memory: no socket, no waiting, and the same jitter in every run. */
    public ErrataClient.Builder client() {
        return ErrataClient.of(catalog, BASE).transport(this).time(time).random(new Random(1));
    }

    /** The clock that {@link #client} lives by. */
    public FakeTime time() {
        return time;
    }

    /** The same script over a socket of the loopback interface, in real time. */
    public FakeServer listen() {
        return FakeServer.start(this);
    }

    Catalog catalog() {
        return catalog;
    }

    /** Every request that came, in order. */
    public synchronized List<Seen> requests() {
        return List.copyOf(seen);
    }

    /** The reply to a request; null when the script has none left. */
    synchronized @Nullable Reply reply(Seen request) {
        int index = seen.size();
        seen.add(request);
        return index < script.size() ? script.get(index) : always ? last() : null;
    }

    @Override
    public CompletableFuture<Answer> send(Sending sending) {
        String query = sending.uri().getRawQuery();
        String path = sending.uri().getRawPath() + (query == null ? "" : "?" + query);
        HttpHeaders headers = HttpHeaders.of(sending.headers(), (name, value) -> true);
        Reply reply = reply(new Seen(sending.method(), path, headers, sending.body(), time.now(), time.nanos()));
        if (reply == null) {
            return lost(
                    Loss.REFUSED,
                    "the script of the fake API has no reply to request "
                            + requests().size());
        }
        return switch (reply.fault()) {
            case NONE -> answer(sending, reply, reply.body().length, Answer.Ending.WHOLE);
            case CUT -> answer(sending, reply, reply.sent(), Answer.Ending.CUT);
            case STALL_IN_BODY -> {
                time.advance(sending.timeout());
                yield answer(sending, reply, reply.sent(), Answer.Ending.CUT);
            }
            case UNREACHABLE -> lost(Loss.NOT_SENT, "no connection");
            case RESET -> lost(Loss.CUT, "the connection ended before an answer");
            case STALL -> {
                time.advance(sending.timeout());
                yield lost(Loss.TIMEOUT, "no answer in time");
            }
            case RAW -> lost(Loss.REFUSED, "raw(…) needs a socket; call listen()");
        };
    }

    private static CompletableFuture<Answer> lost(Loss loss, String what) {
        return CompletableFuture.failedFuture(new LostException(loss, what, null));
    }

    private static CompletableFuture<Answer> answer(Sending sending, Reply reply, int sent, Answer.Ending ending) {
        int most = sending.most(reply.status());
        byte[] body = sending.method().equals("HEAD") ? new byte[0] : Arrays.copyOf(reply.body(), Math.min(sent, most));
        HttpHeaders headers = HttpHeaders.of(reply.headers(), (name, value) -> true);
        Answer.Ending end = sent > most ? Answer.Ending.CAPPED : ending;
        return CompletableFuture.completedFuture(new Answer(reply.status(), headers, body, end));
    }
}
