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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Slow down.|Slow down.|true",
                "Slow down.|Slow down|false",
                "Slow down.|Slow down. Please.|false",
                "Item {a} is gone.|Item lamp is gone.|true",
                "Item {a} is gone.|Item  is gone.|true",
                "Item {a} is gone.|Item lamp is gone. is gone.|true",
                "Item {a} is gone.|Item lamp is there.|false",
                "{a} of {b}|3 of 4 of 5|true",
                "{a} of {b}|3 off 4|false",
                "{a}|anything|true",
                "x{a}x|x|false",
            })
    void tellsWhetherAMessageCanHaveComeOfIt(String source, String message, boolean fits) {
        assertThat(MessageTemplate.parse(source).fits(message)).isEqualTo(fits);
    }
}
