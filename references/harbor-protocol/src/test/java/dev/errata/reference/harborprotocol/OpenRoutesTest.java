package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.guard.GuardedRequest;
import dev.errata.reference.control.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no token, and who may mint one. */
@ExtendWith(Runtimes.class)
class OpenRoutesTest {
    /** A request from an address, of which nothing else is asked. */
    private record From(String peerAddress, String path) implements GuardedRequest {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public @Nullable String query() {
            return null;
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public void answerHeader(String name, String value) {}

        @Override
        public <T> void put(Class<T> kind, T value) {}

        @Override
        public <T> @Nullable T get(Class<T> kind) {
            return null;
        }
    }

    private static final ApiError REFUSED =
            HarborProtocolErrors.identityRequired().error();

    private static @Nullable ApiError asked(boolean bootstrap, String address, String path) {
        return new OpenRoutes(HarborProtocolErrors.CATALOG, bootstrap, request -> REFUSED)
                .check(new From(address, path));
    }

    @ParameterizedTest
    @CsvSource({"true, 127.0.0.1, true", "true, ::1, true", "true, 10.0.0.7, false", "false, 127.0.0.1, false"})
    void onlyThisMachineMintsTokensForItself(boolean bootstrap, String address, boolean passes) {
        ApiError refusal = asked(bootstrap, address, "/v1/dev/bootstrap.json");

        assertThat(refusal == null).isEqualTo(passes);
        if (refusal != null) {
            assertThat(refusal.code()).isEqualTo(HarborProtocolErrors.UNKNOWN_METHOD);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz/",
                "/healthz;a=b",
                "/HEALTHZ",
                "/%68ealthz",
                "/healthz/../v1/tasks/list",
                "//healthz",
                "/v1/dev/bootstrap.json;x",
                "/v1/dev/",
                "/methods/x"
            })
    void aPathIsOpenInItsOneSpellingOnly(String path) {
        assertThat(asked(true, "127.0.0.1", path)).isSameAs(REFUSED);
    }

    @Test
    void aTokenIsMintedForWhoeverIsNamed(HarborRuntime service) {
        Reply usual = service.send(null, "POST", "/v1/dev/bootstrap.json", "{}");
        Reply named = service.send(
                null,
                "POST",
                "/v1/dev/bootstrap.json",
                "{\"tenant\":\"t\",\"user\":\"u\",\"session\":\"s\",\"scopes\":[]}");

        assertThat(List.of(usual.at("tenant"), usual.at("user"), usual.at("session"), usual.at("scopes")))
                .containsExactly("dev", "dev", "dev", "[admin, console:fleet]");
        assertThat(service.send(usual.at("token"), "GET", "/v1/events?admin=2", null)
                        .outcome())
                .isEqualTo("400 invalid_request");
        assertThat(List.of(named.at("tenant"), named.at("scopes"))).containsExactly("t", "[]");
        assertThat(service.send(named.at("token"), "GET", "/v1/events?admin=1", null)
                        .outcome())
                .isEqualTo("403 identity_scope_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenant\":\"\"}",
                "{\"user\":\" \"}",
                "{\"session\":1}",
                "{\"scopes\":[\"captain\"]}",
                "{\"scopes\":\"admin\"}",
                "{\"role\":\"admin\"}",
                "[]",
                "{"
            })
    void aTokenIsNotMintedForWhatIsNotUnderstood(String body, HarborRuntime service) {
        assertThat(service.send(null, "POST", "/v1/dev/bootstrap.json", body).outcome())
                .isEqualTo("400 invalid_request");
    }
}
