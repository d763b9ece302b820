package dev.errata.benchmarks;

import dev.errata.guard.bounds.BoundViolation;
import dev.errata.guard.bounds.PayloadBounds;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Judge 16 KiB of JSON, beside Jackson's walk over the tokens of the same bytes; MB/s is 16,384 over the microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BoundsBenchmark {
    private static final int SIZE = 16 << 10;

    private final PayloadBounds bounds = new PayloadBounds(6, 64, 50, 4096, SIZE);
    private final JsonFactory jackson = new JsonFactory();

    /** What the payload is made of. */
    @Param({"text", "numbers", "objects"})
    public String shape = "text";

    private byte[] payload = new byte[0];

    /** JMH makes it. */
    public BoundsBenchmark() {}

    /** A payload within all bounds, filled up to its size. */
    @Setup
    public void fill() {
        StringBuilder json = new StringBuilder("{");
        String member = switch (shape) {
            case "text" -> "\"" + "a sentence of a prompt, and more of it. ".repeat(8) + "\"";
            case "numbers" -> "[" + "123456,".repeat(39) + "1]";
            default ->
                "[" + ("{\"a\":{\"b\":[{\"c\":1},{\"c\":2}],\"d\":\"" + "x".repeat(60) + "\"}},").repeat(2) + "7]";
        };
        for (int i = 0; i < 64 && json.length() + member.length() + 12 < SIZE; i++) {
            json.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":").append(member);
        }
        json.append("}");
        while (json.length() < SIZE) {
            json.insert(1, ' ');
        }
        payload = json.toString().getBytes(StandardCharsets.UTF_8);
        BoundViolation found = bounds.violation(payload);
        if (found != null) {
            throw new IllegalStateException("The payload of the benchmark crosses a bound: " + found);
        }
    }

    /** Errata's pass. */
    @Benchmark
    public @Nullable BoundViolation errata() {
        return bounds.violation(payload);
    }

    /** Every token, none of them looked at. */
    @Benchmark
    public int jacksonTokens() {
        int tokens = 0;
        try (JsonParser parser = jackson.createParser(ObjectReadContext.empty(), payload)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
            }
        }
        return tokens;
    }
}
