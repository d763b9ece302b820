package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.guard.GuardedRequest;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.identity.OpenRoutes;
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

        assertThat(List.of(
                        usual.at("identity.tenant"),
                        usual.at("identity.user"),
                        usual.at("identity.session"),
                        usual.at("scopes")))
                .containsExactly("dev", "dev", "dev", "[admin, console:fleet]");
        assertThat(usual.at("base_url") + "/")
                .isEqualTo(service.base().resolve("/").toString());
        assertThat(usual.at("protocol_version")).isEqualTo("0.1.0");
        assertThat(List.of(named.at("identity.tenant"), named.at("scopes"))).containsExactly("t", "[]");
        assertThat(service.send(named.at("token"), "GET", "/v1/events?admin=1", null)
                        .outcome())
                .isEqualTo("403 identity_scope_required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"tenant\":\"\"}; `tenant` must have 1 to 256 characters.",
                "{\"user\":\"u\"}; `tenant` must be present.",
                "{\"tenant\":\"t\",\"user\":\" \",\"session\":\"s\"}; `user` must not be blank.",
                "{\"tenant\":\"t\",\"session\":\"s\"}; `user` must be present.",
                "{\"session\":1}; `session` must be a string.",
                "{\"scopes\":[\"admin\",\"captain\"]}; `scopes[1]` must be one of admin, console:fleet.",
                "{\"scopes\":\"admin\"}; `scopes` must be an array.",
                "{\"role\":\"admin\"}; '`role` is no member here; members are scopes, session, tenant, user.'",
                "[]; The body must be an object.",
                "{; 'The body must be one JSON object; it is no JSON at line 1, column 2.'"
            },
            maxCharsPerColumn = 8192)
    void aTokenIsNotMintedForWhatIsNotUnderstood(String body, String message, HarborRuntime service) {
        Reply reply = service.send(null, "POST", "/v1/dev/bootstrap.json", body);

        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
        assertThat(reply.at("message")).isEqualTo(message);
    }

    @Test
    void aTokenIsNotMintedForABodyBeyondItsBound(HarborRuntime service) {
        assertThat(service.send(null, "POST", "/v1/dev/bootstrap.json", "{}" + " ".repeat(4_095))
                        .at("message"))
                .isEqualTo("The body must have at most 4096 bytes.");
    }
}
