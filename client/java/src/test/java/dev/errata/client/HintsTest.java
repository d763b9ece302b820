package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintsTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:00.400Z");

    /** Headers as they stand, one on each line. */
    private static @Nullable Duration hint(String lines) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).trim(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        });
        return Hints.of(HttpHeaders.of(headers, (name, value) -> true), Map.of(), List.of(), true, RECEIVED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2                             | PT2S",
                "0                             | PT0S",
                "1.5                           | PT1.5S",
                "007                           | PT7S",
                "-1                            | -",
                "soon                          | -",
                "''                            | -",
                "123456789012345678901234567890 | PT277777777777H46M39S",
                "2, 5                          | PT5S",
                "5, 2                          | PT5S",
                "Fri, 20 Nov 2026 12:00:03 GMT | PT2.6S",
                "Friday, 20-Nov-26 12:00:03 GMT | PT2.6S",
                "Fri Nov 20 12:00:03 2026      | PT2.6S",
                "2026-11-20T12:00:03Z          | PT2.6S",
                "Fri, 20 Nov 2026 11:00:00 GMT | PT0S",
                "Fri, 99 Nov 2026 11:00:00 GMT | -",
            })
    void readsRetryAfterInEachOfItsForms(String value, @Nullable Duration expected) {
        assertThat(hint("Retry-After: " + value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T11:55:00Z", "2026-11-20T12:05:00Z"})
    void measuresDatesByTheAnswersOwnDateSoThatTheLocalClockMayBeWrong(Instant received) {
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "Date", List.of("Fri, 20 Nov 2026 12:00:00 GMT"),
                        "Retry-After", List.of("Fri, 20 Nov 2026 12:00:03 GMT")),
                (name, value) -> true);

        assertThat(Hints.of(headers, Map.of(), List.of(), false, received)).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Retry-After-Ms: 700                                             | PT0.7S",
                "retry-after-ms: 0.5                                             | PT0.0005S",
                "x-ms-retry-after-ms: 250                                        | PT0.25S",
                "RateLimit: \"default\";r=0;t=30                                 | PT30S",
                "RateLimit: \"default\";r=3;t=30                                 | -",
                "RateLimit: \"minute\";r=0;t=30, \"day\";r=0;t=4000              | PT1H6M40S",
                "RateLimit: limit=100, remaining=0, reset=30                     | PT30S",
                "RateLimit: limit=100, remaining=10, reset=30                    | -",
                "RateLimit-Reset: 12                                             | PT12S",
                "X-RateLimit-Reset: 12                                           | PT12S",
                "X-RateLimit-Reset: 1795176010                                   | PT9.6S",
                "X-RateLimit-Reset: 1795176010500                                | PT10.1S",
                "X-RateLimit-Reset: 1795170000                                   | PT0S",
                "X-RateLimit-Reset: 2026-11-20T12:00:10Z                         | PT9.6S",
                "X-Rate-Limit-Reset: 3                                           | PT3S",
                "X-RateLimit-Reset-After: 1.25                                   | PT1.25S",
                "X-RateLimit-Reset-Requests: 6m0s                                | PT6M",
                "X-RateLimit-Reset-Tokens: 20ms                                  | PT0.02S",
                "Harbor-RateLimit-Reset: 8                                       | PT8S",
            })
    void readsTheResetsOfVendors(String header, @Nullable Duration expected) {
        assertThat(hint(header)).isEqualTo(expected);
    }

    @Test
    void waitsForAWindowOnlyWhenNothingRemainsOfIt() {
        assertThat(hint("""
                X-RateLimit-Remaining: 7
                X-RateLimit-Reset: 12
                """)).isNull();
        assertThat(hint("""
                X-RateLimit-Remaining: 0
                X-RateLimit-Reset: 12
                """)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void believesTheAnswerToThisRequestRatherThanTheWindow() {
        assertThat(hint("""
                Retry-After: 1
                X-RateLimit-Remaining: 0
                X-RateLimit-Reset: 60
                """)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void takesTheLongestOfSeveralSoThatNoneIsObeyedEarly() {
        assertThat(hint("""
                Retry-After: 1
                Retry-After: 4
                Retry-After-Ms: 1700
                """)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void readsTheDetailsThatTheCodeDeclares() {
        HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
        List<Detail> declared = List.of(new Detail("come_back_in", DetailType.INTEGER, true, false, "retry_after"));

        assertThat(Hints.of(none, Map.of("come_back_in", 9L), declared, false, RECEIVED))
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(Hints.of(none, Map.of("retry_after_ms", 900L), List.of(), false, RECEIVED))
                .isEqualTo(Duration.ofMillis(900));
        assertThat(Hints.of(none, Map.of("retry_after", "never"), List.of(), false, RECEIVED))
                .isNull();
    }

    /** So long that whoever reads it more often than a few times takes hours. */
    @ParameterizedTest
    @CsvSource({
        "Retry-After, 0, x",
        "Retry-After, 0, .x",
        "Retry-After, 1, x",
        "Retry-After-Ms, 0, x",
        "X-RateLimit-Reset, 1, x",
        "X-RateLimit-Reset, ., x",
        "X-RateLimit-Reset, 1h, x",
        "RateLimit, r=0;t=, x",
        "RateLimit, reset=, x"
    })
    void howLongAHeaderTakesToReadGrowsWithItsLengthOnly(String name, String hostile, String end) {
        String value = hostile.repeat(1_000_000) + end;

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(hint(name + ": " + value)).isNull());
    }
}
