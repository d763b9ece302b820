package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenSigner;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens that somebody made up, and keys that change, over HTTP. */
@ExtendWith(Runtimes.class)
class TokensTest {
    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String segment) {
        return new String(Base64.getUrlDecoder().decode(segment), StandardCharsets.UTF_8);
    }

    /** The token with another header and another payload, and the signature that it had. */
    private static String changed(String token, Function<String, String> header, Function<String, String> payload) {
        String[] segments = token.split("\\.");
        return base64(header.apply(text(segments[0]))) + "." + base64(payload.apply(text(segments[1]))) + "."
                + segments[2];
    }

    private static String keyOf(HarborRuntime service) {
        return service.send(null, "GET", "/.well-known/jwks.json", null).text();
    }

    private static String hmac(String token, String key) {
        try {
            String[] segments = token.split("\\.");
            String signed = base64(text(segments[0]).replace("ES256", "HS256")) + "." + segments[1];
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed well, by a key of somebody else with the id of ours. */
    private static String forged(String token) {
        String id = text(token.split("\\.")[0]).replaceFirst(".*\"kid\":\"([^\"]+)\".*", "$1");
        return TokenSigner.generate(id, TokenAlgorithm.ES256, new SecureRandom())
                .sign(Json.members(Json.read(text(token.split("\\.")[1]).getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, Function<Agent, String>> attacks() {
        Map<String, Function<Agent, String>> attacks = new LinkedHashMap<>();
        attacks.put("token_malformed: three random segments", agent -> "aaa.bbb.ccc");
        attacks.put(
                "token_malformed: two segments",
                agent -> agent.token().substring(0, agent.token().lastIndexOf('.')));
        attacks.put("token_malformed: no signature", agent -> agent.token().replaceFirst("[^.]+$", ""));
        attacks.put("token_malformed: padding", agent -> agent.token() + "==");
        attacks.put("token_malformed: five segments, as of an encrypted one", agent -> agent.token() + ".a.b");
        attacks.put(
                "alg_not_allowed: none",
                agent -> changed(agent.token(), header -> header.replace("ES256", "none"), body -> body));
        attacks.put(
                "alg_not_allowed: PSS, which the contract does not have",
                agent -> changed(agent.token(), header -> header.replace("ES256", "PS256"), body -> body));
        attacks.put(
                "verification_failed: a content type, as of a nested one",
                agent -> changed(agent.token(), header -> header.replace("{", "{\"cty\":\"JWT\","), body -> body));
        attacks.put(
                "alg_not_allowed: HS256 with the public key as its secret",
                agent -> hmac(agent.token(), keyOf(agent.service())));
        attacks.put(
                "unknown_key: an allowed algorithm that is not the key's",
                agent -> changed(agent.token(), header -> header.replace("ES256", "RS256"), body -> body));
        attacks.put(
                "unknown_key: a key id that leads out of the folder",
                agent -> changed(
                        agent.token(),
                        header -> header.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"../../dev/null\""),
                        body -> body));
        attacks.put(
                "verification_failed: an empty crit",
                agent -> changed(agent.token(), header -> header.replace("{", "{\"crit\":[],"), body -> body));
        attacks.put(
                "signature_invalid: another tenant in the payload",
                agent -> changed(
                        agent.token(),
                        header -> header,
                        body -> body.replace(agent.owner().tenant(), "tenant_of_somebody")));
        attacks.put(
                "signature_invalid: a scope in the payload",
                agent -> changed(
                        agent.token(),
                        header -> header,
                        body -> body.replace("\"scopes\":[]", "\"scopes\":[\"admin\"]")));
        attacks.put("signature_invalid: signed by somebody else", agent -> forged(agent.token()));
        attacks.put(
                "signature_invalid: a signature of zeros",
                agent -> agent.token().replaceFirst("[^.]+$", "A".repeat(86)));
        return attacks;
    }

    @TestFactory
    Stream<DynamicTest> noTokenIsTakenThatSomebodyMadeUp(HarborRuntime service) {
        return attacks().entrySet().stream()
                .map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> {
                    Agent agent = service.agent();
                    Reply reply = service.send(attack.getValue().apply(agent), "POST", "/v1/tasks/list", "{}");

                    String reason = attack.getKey().replaceFirst(":.*", "");
                    assertThat(reply.text())
                            .isEqualTo("{\"code\":\"auth_rejected\",\"message\":\"The bearer token does not hold ("
                                    + reason + "); get a new one and send the request again.\"}");
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.header("WWW-Authenticate"))
                            .isEqualTo("Bearer realm=\"Harbor Protocol\", error=\"invalid_token\"");
                }));
    }

    @Test
    void theSameTokenUnchangedIsTaken(Agent agent) {
        assertThat(agent.post("/v1/tasks/list", "{}").outcome()).isEqualTo("200");
    }

    @Test
    void aTokenLivesADay(Agent agent) {
        agent.service().advance(Duration.ofHours(24).minusSeconds(2));
        assertThat(agent.post("/v1/tasks/list", "{}").outcome()).isEqualTo("200");

        agent.service().advance(Duration.ofSeconds(2));

        assertThat(agent.post("/v1/tasks/list", "{}").at("message"))
                .isEqualTo("The bearer token does not hold (token_expired); get a new one and send the request again.");
    }

    @Test
    void keysMayChangeWhileTheRuntimeGoesOn(HarborRuntime service) {
        Agent before = service.agent();
        service.fixture("rotate_keys");
        Agent after = service.agent();

        assertThat(before.post("/v1/tasks/list", "{}").outcome()).isEqualTo("200");
        assertThat(after.post("/v1/tasks/list", "{}").outcome()).isEqualTo("200");
        assertThat(Json.objects(Json.members(Json.read(keyOf(service).getBytes(StandardCharsets.UTF_8)))
                        .get("keys")))
                .hasSize(2)
                .allSatisfy(key -> assertThat(key).doesNotContainKey("d").containsEntry("alg", "ES256"));

        service.fixture("rotate_keys", "keep", "false");

        for (Agent agent : List.of(before, after)) {
            assertThat(agent.post("/v1/tasks/list", "{}").at("message"))
                    .isEqualTo(
                            "The bearer token does not hold (unknown_key); get a new one and send the request again.");
        }
        assertThat(service.agent().post("/v1/tasks/list", "{}").outcome()).isEqualTo("200");
    }

    @Test
    void anAdminGetsAFreshTokenForTheSameIdentity(Agent agent) {
        Reply reply = agent.asAdmin("/v1/auth/rotate_token", "{}");

        assertThat(agent.service()
                        .send(reply.at("new_token"), "POST", "/v1/auth/rotate_token", "{}")
                        .outcome())
                .isEqualTo("200");
        assertThat(agent.post("/v1/auth/rotate_token", "{}").outcome()).isEqualTo("403 identity_scope_required");
    }

    @Test
    void scopesThatTheRuntimeDoesNotKnowAreNone(Agent agent) {
        String token = agent.minted("scopes", "captain,ADMIN,console");

        assertThat(agent.service()
                        .send(token, "GET", "/v1/events?admin=1", null)
                        .outcome())
                .isEqualTo("403 identity_scope_required");
    }
}
