package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.errata.reference.harmont.Plan.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the steps of plans say to the simulated worker. */
class PlanTest {
    /** So long that whoever reads it more often than a few times takes hours. */
    private static final int LONG = 1_000_000;

    private static Step step(String cmd) {
        return new Step("key", null, cmd, List.of(), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "\r\n", ";", "false", "exit ", "exit 1"})
    void howLongACommandTakesToReadGrowsWithItsLengthOnly(String hostile) {
        Step step = step(hostile.repeat(LONG / hostile.length()) + "x");

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(step.exitCode()).isZero();
            assertThat(step.output()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "exit 1", "echo a\n exit  12 ", "make; false", "a && false && b", "a\r\nfalse\nb"})
    void fails(String run) {
        assertThat(step(run).exitCode()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exit 0", "exit", "echo false", "falsehood", "exit 1x"})
    void passes(String run) {
        assertThat(step(run).exitCode()).isZero();
    }

    @Test
    void writesUpToTheLineThatFails() {
        assertThat(step("echo a\nmake; false\necho b").output()).containsExactly("a", "$ make; false");
    }

    @Test
    void endsWithTheCodeOfTheCommandThatFails() {
        assertThat(step("echo a\nmake; exit 12\nfalse").exitCode()).isEqualTo(12);
        assertThat(step("false").exitCode()).isEqualTo(1);
    }
}
