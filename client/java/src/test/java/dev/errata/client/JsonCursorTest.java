package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonCursorTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static @Nullable Object value(String json) {
        return new JsonCursor(json.getBytes(StandardCharsets.UTF_8)).value();
    }

    /** As Jackson sees it, with the two kinds of numbers that the cursor makes. */
    private static @Nullable Object expected(@Nullable Object tree) {
        if (tree instanceof Integer number) {
            return number.longValue();
        }
        if (tree instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (tree instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(expected(item)));
            return items;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            map.forEach((name, item) -> members.put((String) name, expected(item)));
            return members;
        }
        return tree;
    }

    @Test
    void readsWhatJacksonWritesAsJacksonReadsIt() {
        for (int seed = 0; seed < 3000; seed++) {
            String json = JACKSON.writeValueAsString(new Hostile(seed).tree(4));

            assertThat(value(json))
                    .as("seed %s: %s", seed, json)
                    .isEqualTo(expected(JACKSON.readValue(json, Object.class)));
        }
    }

    @Test
    void endsAtAnyByteAndUnderAnyMutationInAnAnswerOrAsBroken() {
        Random random = new Random(7);
        for (int seed = 0; seed < 3000; seed++) {
            byte[] json = JACKSON.writeValueAsBytes(new Hostile(seed).tree(4));
            int at = random.nextInt(json.length);
            json[at] = (byte) random.nextInt(256);
            byte[] cut = java.util.Arrays.copyOf(json, random.nextInt(json.length + 1));
            for (byte[] body : List.of(json, cut)) {
                try {
                    new JsonCursor(body).value();
                    new JsonCursor(body).skip();
                } catch (JsonCursor.BrokenException e) {
                    assertThat(e).hasMessageStartingWith("no JSON at byte ");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "[1",
                "[1,",
                "\"a",
                "\"a\\",
                "tru",
                "nul",
                "-",
                "+1",
                ".5",
                "{a:1}",
                "{1:2}",
                "[1 2]",
                "<html>",
                "'a'",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "1e",
                "1.2.3",
                "--1"
            })
    void saysThatItIsBroken(String json) {
        assertThatThrownBy(() -> value(json)).isInstanceOf(JsonCursor.BrokenException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9223372036854775807|java.lang.Long",
                "-9223372036854775808|java.lang.Long",
                "9223372036854775808|java.math.BigDecimal",
                "1.0|java.math.BigDecimal",
                "1e2|java.math.BigDecimal",
                "123456789012345678|java.lang.Long",
                "0|java.lang.Long",
            })
    void makesLongsOfWhatFitsAndDecimalsOfTheRest(String json, Class<?> type) {
        assertThat(value(json)).isInstanceOf(type).hasToString(new BigDecimal(json).toString());
    }

    @Test
    void knowsANameThatIsEscaped() {
        Names names = new Names(List.of("message", "code"));
        JsonCursor in = new JsonCursor("\"c\\u006fde\": 1".getBytes(StandardCharsets.UTF_8));

        assertThat(in.member(names)).isEqualTo(1);
    }

    @Test
    void passesOverTheMarkOfUtf8() {
        assertThat(value("\ufeff[1]")).isEqualTo(List.of(1L));
    }

    @Test
    void goesNoDeeperThanItMust() {
        assertThat(value("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        assertThatThrownBy(() -> value("[".repeat(201) + "]".repeat(201)))
                .isInstanceOf(JsonCursor.BrokenException.class);
        assertThatThrownBy(() -> new JsonCursor("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8)).skip())
                .isInstanceOf(JsonCursor.BrokenException.class);
    }
}
