package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void tellsItsNumbersInSentences() {
        assertThat(RetryPolicy.standard())
                .hasToString(
                        "Up to 3 attempts within 30 s, each at most 10 s (3 s to connect); waits at random up to 50 ms,"
                                + " or 1 s when asked to slow down, doubling up to 20 s. The service's own time to wait is kept up"
                                + " to 120 s; retries share 500 tokens and take 14 (transient) or 5 each; 65536 bytes of an error"
                                + " are kept.");
        assertThat(RetryPolicy.never().toString()).startsWith("1 attempt within 30 s");
    }

    @Test
    void saysWhichNumberIsOutOfItsRange() {
        assertThatThrownBy(() -> RetryPolicy.builder().attempts(0).build())
                .hasMessage("attempts is 0; it must be 1 to 100. Change it in the RetryPolicy.");
        assertThatThrownBy(() -> RetryPolicy.builder().deadline(Duration.ZERO).build())
                .hasMessage("deadline is 0 ms; it must be longer than nothing. Change it in the RetryPolicy.");
        assertThatThrownBy(() -> RetryPolicy.builder()
                        .hintCeiling(Duration.ofSeconds(-2))
                        .build())
                .hasMessage("hintCeiling is -2 s; it must not be negative. Change it in the RetryPolicy.");
    }
}
