package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runtime for the public has no tokens for everybody. */
class PublicTest {
    @TempDir
    private Path data;

    @Test
    void theDemoTokensAreForRuntimesWithTestControlsOnly() {
        String token = HarborProtocolTokens.demo(Instant.now()).texts().get("user");
        try (HarborRuntime runtime = HarborRuntime.start(data, new String[0])) {
            assertThat(runtime.send(token, "POST", "/v1/tasks/list", "{}").text())
                    .isEqualTo("{\"rows\":[],\"cursor\":{},\"aggregates\":{\"pending\":0,\"running\":0,\"paused\":0,"
                            + "\"complete\":0,\"failed\":0,\"cancelled\":0}}");
            assertThat(runtime.send(token, "GET", "/v1/events?admin=1", null).outcome())
                    .isEqualTo("403 identity_scope_required");
        }
        try (HarborRuntime runtime = HarborRuntime.start(data, "--reference.controls=false")) {
            assertThat(runtime.send(token, "POST", "/v1/tasks/list", "{}").at("message"))
                    .isEqualTo(
                            "The bearer token does not hold (unknown_key); get a new one and send the request again.");
            assertThat(runtime.send(null, "POST", "/v1/dev/bootstrap.json", "{}")
                            .outcome())
                    .isEqualTo("404 unknown_method");
            assertThat(runtime.send(null, "POST", "/_control/fixtures/account", "{}")
                            .outcome())
                    .isEqualTo("404 unknown_method");
            assertThat(runtime.send(null, "GET", "/healthz", null).text())
                    .isEqualTo("{\"status\":\"ok\",\"subcommand\":\"dev\"}");
        }
    }
}
