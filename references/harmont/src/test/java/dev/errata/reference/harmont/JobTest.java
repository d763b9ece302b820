package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
    /** So long that whoever reads it more often than a few times takes hours. */
    private static final int LONG = 1_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", "\r\n", ";", "false", "exit ", "exit 1"})
    void howLongACommandTakesToReadGrowsWithItsLengthOnly(String hostile) {
        Job job = new Job("grows", hostile.repeat(LONG / hostile.length()) + "x");

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(job.fails()).isFalse();
            assertThat(job.output()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "exit 1", "echo a\n exit  12 ", "make; false", "a && false && b", "a\r\nfalse\nb"})
    void fails(String run) {
        assertThat(new Job("fails", run).fails()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exit 0", "exit", "echo false", "falsehood", "exit 1x"})
    void passes(String run) {
        assertThat(new Job("passes", run).fails()).isFalse();
    }

    @Test
    void writesUpToTheLineThatFails() {
        assertThat(new Job("stops", "echo a\nmake; false\necho b").output()).containsExactly("a", "$ make; false");
    }
}
