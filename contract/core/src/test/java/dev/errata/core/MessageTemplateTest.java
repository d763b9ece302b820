package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplateTest {
    @Test
    void namesItsPlaceholdersInOrder() {
        assertThat(MessageTemplate.parse("{a} and {b}, then {a}").placeholders())
                .containsExactly("a", "b", "a");
        assertThat(MessageTemplate.parse("none").placeholders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a { b|'{' without '}' at character 3",
                "a } b|'}' without '{' at character 3",
                "a {} b|not a placeholder name at character 3",
                "a {b{c} d|not a placeholder name at character 3",
            })
    void saysWhereABraceIsWrong(String source, String problem) {
        assertThatThrownBy(() -> MessageTemplate.parse(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }
}
