package dev.errata.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.core.ApiException;
import dev.errata.guard.TestContract;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IdempotencyKeyHeaderTest {
    private static final String RULE =
            "must be 1 to 255 visible ASCII characters without spaces, bare or between double quotes";

    private final IdempotencyKeyHeader header = new IdempotencyKeyHeader(TestContract.catalog());

    @Test
    void anAbsentHeaderIsNoKey() {
        assertThat(header.read(List.of())).isNull();
    }

    @Test
    void bareAndQuotedAreTheSameKey() {
        assertThat(header.read(List.of("8e03978e-40d5-43e8"))).isEqualTo("8e03978e-40d5-43e8");
        assertThat(header.read(List.of("\"8e03978e-40d5-43e8\""))).isEqualTo("8e03978e-40d5-43e8");
    }

    @Test
    void everyVisibleCharacterMayStandInAKey() {
        for (char c = '!'; c <= '~'; c++) {
            assertThat(header.read(List.of("k" + c))).isEqualTo("k" + c);
            assertThat(header.read(List.of(quoted("" + c)))).isEqualTo("" + c);
        }
    }

    @Test
    void whatIsQuotedComesBack() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            String key = random.ints(1 + random.nextInt(20), '!', 0x7f)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(header.read(List.of(quoted(key)))).isEqualTo(key);
        }
    }

    @Test
    void theLengthIsThatOfTheKeyNotOfItsQuotes() {
        String longest = "\"".repeat(255);

        assertThat(header.read(List.of(quoted(longest)))).isEqualTo(longest);
        assertThat(header.read(List.of("x".repeat(255)))).hasSize(255);
        refused(RULE, "x".repeat(256));
        refused(RULE, quoted("x".repeat(256)));
    }

    static List<String> others() {
        return List.of(
                "",
                " ",
                "a b",
                " a",
                "a\t",
                "a, b",
                "clé",
                "a\u007f",
                "a\u0000",
                "a\r\nX: y",
                "\"",
                "\"\"",
                "\"a",
                "\"a\\\"",
                "\"a\"b",
                "\"a\";p=1",
                "\"a\", \"b\"",
                "\"a b\"",
                "\"clé\"",
                "\"a\\b\"",
                "\"a\\");
    }

    @ParameterizedTest
    @MethodSource("others")
    void othersAreRefused(String value) {
        refused(RULE, value);
    }

    @Test
    void twoHeadersAreRefusedEvenWhenTheyAreTheSame() {
        refused("must be sent once", "a", "a");
    }

    private void refused(String rule, String... values) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> header.read(List.of(values)));
        assertThat(refusal).describedAs("refusal of %s", (Object) values).isNotNull();
        assertThat(refusal.error().code().id()).isEqualTo("REQUEST_HEADER");
        assertThat(refusal.error().status()).isEqualTo(400);
        assertThat(refusal.error().details())
                .isEqualTo(Map.of(
                        "field",
                        "Idempotency-Key",
                        "location",
                        "header",
                        "rule",
                        rule,
                        "errors",
                        List.of(Map.of("field", "Idempotency-Key", "location", "header", "rule", rule))));
    }

    private static String quoted(String key) {
        return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
