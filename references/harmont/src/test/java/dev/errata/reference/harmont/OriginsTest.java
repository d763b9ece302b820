package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the browser application may read every answer. */
@ExtendWith(SharedHarmont.class)
class OriginsTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://app.harmont.dev", "http://localhost:8765", "http://localhost:3000"})
    void theBrowserApplicationReadsWhyItWasRefused(String origin, Harmont service) {
        Reply reply = service.send(null, "GET", "/api/v0/user", null, "Origin", origin);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(reply.header("Access-Control-Expose-Headers")).contains("X-Request-Id", "Retry-After");
    }
}
