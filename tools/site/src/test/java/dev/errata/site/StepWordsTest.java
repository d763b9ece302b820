package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NAME      | order               | Its answer is called `order` in the requests after it.
            EXPECT    | 201                 | It must answer 201 Created.
            EXPECT    | 429 POT_LIMIT       | It must answer 429 Too Many Requests with the code `POT_LIMIT`.
            CAPTURE   | id = $.data.id      | `data.id` of its answer is kept as `id`.
            CAPTURE   | tag = header ETag   | `header ETag` of its answer is kept as `tag`.
            REPEAT    | 20                  | It is sent 20 times.
            UNTIL     | 429 max 150         | It is sent until the answer is 429, at most 150 times.
            PARALLEL  | 2                   | It is sent 2 times at once.
            WAIT      | 2s                  | It is sent after a pause of 2s.
            ADVANCE   | 25h                 | The clock of the service moves 25h ahead first.
            FIXTURE   | receiver            | The service is first brought into the state `receiver`.
            FIXTURE   | key team={{team}}   | The service is first brought into the state `key` with `team={{team}}`.
            AS        | other               | It is sent with the values of `other`.
            RAW       | ''                  | It goes over the socket byte for byte; an HTTP library would not send it so.
            BODY_SIZE | 70000               | Its body is repeated until it is 70000 bytes long.
            SIGN      | svix secret=x       | It is signed by the scheme `svix secret=x`.
            NEEDS     | receiver            | A receiver must listen first.
            """)
    void sayWhatADirectiveDoes(Kind kind, String argument, String words) {
        assertThat(StepWords.of(step(List.of(new Directive(1, kind, argument))), true))
                .containsExactly(words);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void standEvenADirectiveWithoutItsArgument(Kind kind) {
        assertThat(StepWords.of(step(List.of(new Directive(1, kind, ""))), true))
                .hasSize(1);
    }

    @Test
    void sayThatAPreparingStepMustSucceed() {
        assertThat(StepWords.of(step(List.of()), false)).containsExactly("It must succeed with a status 2xx.");
        assertThat(StepWords.of(step(List.of()), true)).isEmpty();
    }

    private static Step step(List<Directive> directives) {
        return new Step(1, directives, "GET", "{{base}}/", List.of(), null, "");
    }
}
