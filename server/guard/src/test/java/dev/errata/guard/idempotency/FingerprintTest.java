package dev.errata.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    private static final byte[] BODY = "{\"amount\":\"1.00\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void theSameRequestHasTheSameFingerprint() {
        assertThat(Fingerprint.of("POST", "/a", null, "application/json", BODY))
                .isEqualTo(Fingerprint.of("POST", "/a", null, "application/json", BODY.clone()))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void whateverDiffersTellsRequestsApart() {
        byte[] other = "{\"amount\":\"1.0\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(List.of(
                        Fingerprint.of("POST", "/a", null, "application/json", BODY),
                        Fingerprint.of("PUT", "/a", null, "application/json", BODY),
                        Fingerprint.of("POST", "/b", null, "application/json", BODY),
                        Fingerprint.of("POST", "/a", "", "application/json", BODY),
                        Fingerprint.of("POST", "/a", "x=1", "application/json", BODY),
                        Fingerprint.of("POST", "/a", null, null, BODY),
                        Fingerprint.of("POST", "/a", null, "application/json", other),
                        Fingerprint.of("POST", "/a", null, "application/jso", concat("n", BODY)),
                        Fingerprint.of("POST/", "a", null, "application/json", BODY)))
                .doesNotHaveDuplicates();
    }

    private static byte[] concat(String first, byte[] second) {
        return (first + new String(second, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
