package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvalidFieldTest {
    private static final InvalidField WRONG = new InvalidField("items[0].na\"me", "body", "must be present");

    @Test
    void isAnObjectOfThreeTextsInAnAnswer() {
        assertThat(Json.write(List.of(WRONG)))
                .isEqualTo("[{\"field\":\"items[0].na\\\"me\",\"location\":\"body\",\"rule\":\"must be present\"}]");
    }

    @Test
    void isReadFromAnArrayOfSuchObjectsAndFromNothingElse() {
        Map<String, String> json =
                Map.of("field", "items[0].na\"me", "location", "body", "rule", "must be present", "more", "x");

        assertThat(InvalidField.of(List.of(json))).containsExactly(WRONG);
        assertThat(InvalidField.isListOf(List.of(json))).isTrue();
        assertThat(InvalidField.isListOf(List.of())).isTrue();
        for (Object other : List.of("x", json, List.of(json, "x"), List.of(Map.of("field", 1)))) {
            assertThat(InvalidField.of(other)).isEmpty();
            assertThat(InvalidField.isListOf(other)).isFalse();
        }
    }
}
