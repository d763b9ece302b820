package dev.errata.benchmarks;

import dev.errata.core.ApiException;
import dev.errata.core.Condition;
import dev.errata.core.ErrorRenderer;
import dev.errata.core.Facts;
import dev.errata.reference.harpoon.HarpoonErrors;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Raise one error with three details and render it to UTF-8: Errata's generated factory, a hand-written record with
 * Jackson, and Spring's {@code ProblemDetail} with Jackson; each as a value and thrown through 50 frames.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RenderBenchmark {
    private static final int FRAMES = 50;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final ErrorRenderer renderer =
            new ErrorRenderer(HarpoonErrors.CATALOG, HarpoonErrors.CATALOG.envelope(), "https://docs.example.com");
    private final JsonMapper json = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    String reason = "it answered 500";
    long status = 500;
    String answer = "upstream is down";

    /** JMH makes it. */
    public RenderBenchmark() {}

    /** The shape that a team would write by hand for this error. */
    public record Body(boolean success, Failure error) {
        /** What failed. */
        public record Failure(String code, String message, Details details) {}

        /** The three details. */
        public record Details(String reason, long statusCode, String responseBody) {}
    }

    /** A hand-written exception without a stack trace. */
    static final class LightException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Body body;

        LightException(Body body) {
            super("failed", null, false, false);
            this.body = body;
        }
    }

    private ApiException raise() {
        return HarpoonErrors.webhookDeliveryFailed(reason, status, answer);
    }

    private Body body() {
        return new Body(
                false,
                new Body.Failure(
                        "WEBHOOK_DELIVERY_FAILED",
                        "The test event was not accepted by your endpoint: " + reason + ".",
                        new Body.Details(reason, status, answer)));
    }

    private ProblemDetail problem() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_CONTENT, "The test event was not accepted by your endpoint: " + reason + ".");
        problem.setProperty("reason", reason);
        problem.setProperty("status_code", status);
        problem.setProperty("response_body", answer);
        return problem;
    }

    /** Errata, as a guard refuses: a value, no exception. */
    @Benchmark
    public byte[] errata() {
        return renderer.render(HarpoonErrors.WEBHOOK_DELIVERY_FAILED.main().occurrence(reason, status, answer), null);
    }

    /** Errata, as a rate limit refuses: the facts of a condition, and the page that answers it. */
    @Benchmark
    public byte[] errataCondition() {
        return renderer.render(
                HarpoonErrors.CATALOG.answer(Condition.LIMIT_RATE_KEY, Facts.rate(status, WINDOW, answer, WINDOW)),
                null);
    }

    /** Errata's generated factory, whose exception is not thrown. */
    @Benchmark
    public byte[] errataFactory() {
        return renderer.render(raise().error(), null);
    }

    /** A record and Jackson, without a throw. */
    @Benchmark
    public byte[] record() {
        return json.writeValueAsBytes(body());
    }

    /** Spring's problem detail and Jackson, without a throw. */
    @Benchmark
    public byte[] problemDetail() {
        return json.writeValueAsBytes(problem());
    }

    /** Errata, thrown through 50 frames. */
    @Benchmark
    public byte[] errataThrown() {
        try {
            return deepErrata(FRAMES);
        } catch (ApiException e) {
            return renderer.render(e.error(), null);
        }
    }

    /** A record in an exception without a stack trace, thrown through 50 frames. */
    @Benchmark
    public byte[] recordThrown() {
        try {
            return deepRecord(FRAMES);
        } catch (LightException e) {
            return json.writeValueAsBytes(e.body);
        }
    }

    /** Spring's exception with its stack trace, thrown through 50 frames. */
    @Benchmark
    public byte[] problemDetailThrown() {
        try {
            return deepProblem(FRAMES);
        } catch (ErrorResponseException e) {
            return json.writeValueAsBytes(e.getBody());
        }
    }

    private byte[] deepErrata(int frames) {
        if (frames > 0) {
            return deepErrata(frames - 1);
        }
        throw raise();
    }

    private byte[] deepRecord(int frames) {
        if (frames > 0) {
            return deepRecord(frames - 1);
        }
        throw new LightException(body());
    }

    private byte[] deepProblem(int frames) {
        if (frames > 0) {
            return deepProblem(frames - 1);
        }
        throw new ErrorResponseException(HttpStatus.UNPROCESSABLE_CONTENT, problem(), null);
    }
}
