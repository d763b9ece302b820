package dev.errata.benchmarks;

import dev.errata.client.Answer;
import dev.errata.client.ApiErrorException;
import dev.errata.client.CallReport;
import dev.errata.client.ErrorAnswer;
import dev.errata.client.ErrorFamily;
import dev.errata.client.ErrorReader;
import dev.errata.core.ErrorRenderer;
import dev.errata.reference.harpoon.HarpoonErrors;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes of one error with three details, read to an exception that is ready to throw.
 *
 * <p>Errata's has code, form, status, request id, message, page, retry decision and report when it is made. Its details are
 * checked and passed over then, and made when somebody first asks for one; the time to wait is computed when asked for.
 * The rows that end in {@code Used} therefore ask for code, message, request id and a detail as well. A stack trace costs
 * the same in every exception and grows with the caller's depth, so no row has one but those that end in {@code Traced}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParseBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private final ErrorReader reader = new ErrorReader(HarpoonErrors.CATALOG, "https://docs.example.com");
    private final byte[] body = new ErrorRenderer(
                    HarpoonErrors.CATALOG, HarpoonErrors.CATALOG.envelope(), "https://docs.example.com")
            .render(
                    HarpoonErrors.webhookDeliveryFailed("it answered 500", 500L, "upstream is down")
                            .error(),
                    "req_1");
    private final Answer answer = new Answer(
            422,
            HttpHeaders.of(
                    Map.of(
                            "content-length", List.of(Integer.toString(body.length)),
                            "content-type", List.of("application/json"),
                            "date", List.of("Fri, 20 Nov 2026 12:00:00 GMT"),
                            "x-request-id", List.of("req_1")),
                    (name, value) -> true),
            body,
            Answer.Ending.WHOLE);

    /** JMH makes it. */
    public ParseBenchmark() {}

    /** The client's exception. */
    @Benchmark
    public ApiErrorException errata() {
        return exception(Untraced::new);
    }

    /** The client's exception, and what somebody asks it for. */
    @Benchmark
    public ApiErrorException errataUsed(Blackhole used) {
        ApiErrorException error = exception(Untraced::new);
        used.consume(error.code());
        used.consume(error.answer().message());
        used.consume(error.requestId());
        used.consume(error.details().text("reason"));
        return error;
    }

    /** The client's exception with its stack trace, as it is thrown. */
    @Benchmark
    public ApiErrorException errataTraced() {
        return exception(ErrorFamily.plain());
    }

    /** A tree, of which nothing is read yet. */
    @Benchmark
    public JsonNode jacksonTree() {
        return json.readTree(body);
    }

    /** An exception with what somebody asks a tree for. */
    @Benchmark
    public Plain jacksonTreeUsed() {
        return plain(json.readTree(body).get("error"), false);
    }

    /** An exception with its stack trace, and what somebody asks a tree for. */
    @Benchmark
    public Plain jacksonTreeTraced() {
        return plain(json.readTree(body).get("error"), true);
    }

    /** An exception around a record that somebody wrote for this error. */
    @Benchmark
    public Plain jacksonRecordUsed() {
        RenderBenchmark.Body.Failure error =
                json.readValue(body, RenderBenchmark.Body.class).error();
        return new Plain(
                error.code(), error.message(), requestId(), error.details().reason(), false);
    }

    /** An exception with what a search for the names finds, which believes every byte and knows no escapes. */
    @Benchmark
    public Plain handScannerUsed() {
        String text = new String(body, StandardCharsets.UTF_8);
        return new Plain(
                after(text, "\"code\":\""),
                after(text, "\"message\":\""),
                requestId(),
                after(text, "\"reason\":\""),
                false);
    }

    private ApiErrorException exception(ErrorFamily family) {
        return reader.exception(family, "POST", "/v1/webhooks/test", answer, NOW);
    }

    private Plain plain(JsonNode error, boolean traced) {
        return new Plain(
                error.get("code").stringValue(),
                error.get("message").stringValue(),
                requestId(),
                error.get("details").get("reason").stringValue(),
                traced);
    }

    private @Nullable String requestId() {
        return answer.headers().firstValue("x-request-id").orElse(null);
    }

    private static String after(String text, String name) {
        int start = text.indexOf(name) + name.length();
        return text.substring(start, text.indexOf('"', start));
    }

    /** The client's exception without its stack trace. */
    static final class Untraced extends ApiErrorException {
        private static final long serialVersionUID = 1L;

        Untraced(ErrorAnswer answer, CallReport report) {
            super(answer, report);
        }

        /** Takes no lock, as {@link Plain} takes none. */
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** What somebody would write by hand. */
    public static final class Plain extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String code;
        final @Nullable String requestId;
        final String reason;

        Plain(String code, String message, @Nullable String requestId, String reason, boolean traced) {
            super(message, null, false, traced);
            this.code = code;
            this.requestId = requestId;
            this.reason = reason;
        }
    }
}
