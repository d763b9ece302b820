package dev.errata.guard.token;

import static dev.errata.guard.token.Forge.GOOD;
import static dev.errata.guard.token.Forge.NOW;
import static dev.errata.guard.token.Forge.RS256;
import static dev.errata.guard.token.Forge.es256;
import static dev.errata.guard.token.Forge.payload;
import static dev.errata.guard.token.Forge.ps;
import static dev.errata.guard.token.Forge.rs256;
import static dev.errata.guard.token.Forge.segment;
import static dev.errata.guard.token.Forge.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTest {
    private final ManualClock clock = new ManualClock();
    private final TokenRules rules =
            TokenRules.of("https://issuer.test", "harbor").withScopes("scopes", Set.of("admin", "console:fleet"));

    private TokenVerdict verify(TokenRules rules, String token) {
        return new TokenVerifier(rules, Forge.keys(), clock).verify(token);
    }

    private VerifiedToken valid(String token) {
        assertThat(verify(rules, token)).isInstanceOf(TokenVerdict.Valid.class);
        return ((TokenVerdict.Valid) verify(rules, token)).token();
    }

    private static TokenVerdict refused(TokenRefusal reason) {
        return new TokenVerdict.Refused(reason, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"typ\":\"JWT\"",
                ",\"typ\":\"jwt\"",
                ",\"typ\":\"application/JWT\"",
                ",\"x\":[1,{\"y\":null}]",
                ",\"jku\":\"https://issuer.test/keys\""
            })
    void aTokenThatHoldsPasses(String more) {
        valid(rs256("{\"alg\":\"RS256\",\"kid\":\"rsa\"" + more + "}", GOOD));
        valid(es256("{\"alg\":\"ES256\",\"kid\":\"ec\"" + more + "}", GOOD));
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 384, 512})
    void aTokenThatIsSignedWithPssPasses(int bits) {
        valid(ps("{\"alg\":\"PS" + bits + "\",\"kid\":\"pss" + bits + "\"}", GOOD, bits, bits / 8));
    }

    @Test
    void aContentTypePassesWhereItIsDeclaredAndNoOther() {
        TokenRules declared = rules.withContentTypes(Set.of("JWT"));
        for (String type : List.of("JWT", "jwt", "application/jwt")) {
            assertThat(verify(declared, rs256("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"cty\":\"" + type + "\"}", GOOD)))
                    .as(type)
                    .isInstanceOf(TokenVerdict.Valid.class);
        }

        assertThat(verify(declared, rs256(RS256, GOOD))).isInstanceOf(TokenVerdict.Valid.class);
        assertThat(verify(declared, rs256("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"cty\":\"json\"}", GOOD)))
                .isEqualTo(refused(TokenRefusal.VERIFICATION_FAILED));
        assertThat(verify(declared, rs256("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"cty\":\"JWT\"}", rs256(RS256, GOOD))))
                .as("a token within a token is not unwrapped")
                .isEqualTo(refused(TokenRefusal.TOKEN_MALFORMED));
    }

    @Test
    void aSignatureOverAnEmptyPayloadHolds() {
        CompactToken empty = CompactToken.parse(signed(segment(RS256) + ".", "SHA256withRSA", Forge.RSA));

        assertThat(empty.payload()).isEmpty();
        assertThat(Forge.keys().find("rsa").verifies(empty.signed(), empty.signature()))
                .isTrue();
    }

    @Test
    void aVerifiedTokenTellsItsClaims() {
        VerifiedToken token = valid(
                rs256(RS256, payload(",\"tenant\":\"t\",\"user\":\"\",\"session\":null,\"n\":1.5,\"l\":[\"a\",null]")));

        assertThat(token.keyId()).isEqualTo("rsa");
        assertThat(token.expiresAt()).isEqualTo(ManualClock.START.plusSeconds(60));
        assertThat(token.text("tenant")).isEqualTo("t");
        assertThat(token.text("user")).isNull();
        assertThat(token.text("session")).isNull();
        assertThat(token.text("n")).isNull();
        assertThat(token.text("absent")).isNull();
        assertThat(token).hasToString("VerifiedToken[keyId=rsa, expiresAt=2026-11-20T10:01:00Z, scopes=[]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"admin\"|admin",
                "\"admin console:fleet\"|admin,console:fleet",
                "\" admin  other \"|admin",
                "[\"admin\",\"console:fleet\"]|admin,console:fleet",
                "[\"admin console:fleet\"]|",
                "[\"ADMIN\",1,null,[\"admin\"],\"root\"]|",
                "{\"admin\":true}|",
                "true|",
                "null|",
                "\"\"|"
            })
    void scopesAreAListOrATextAndUnknownOnesAreLeftOut(String claim, String scopes) {
        assertThat(valid(rs256(RS256, payload(",\"scopes\":" + claim))).scopes())
                .containsExactlyInAnyOrder(scopes == null ? new String[0] : scopes.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"harbor\"", "[\"harbor\"]", "[\"other\",\"harbor\"]", "[null,7,\"harbor\"]"})
    void theAudienceIsATextOrOneOfAList(String audience) {
        valid(rs256(RS256, "{\"iss\":\"https://issuer.test\",\"aud\":" + audience + ",\"exp\":" + (NOW + 1) + "}"));
    }

    @Test
    void aTokenEndsAtItsEndAndNotBefore() {
        String token = rs256(RS256, payload(""));
        clock.advance(Duration.ofMillis(59_999));
        valid(token);
        clock.advance(Duration.ofMillis(1));

        assertThat(verify(rules, token))
                .isEqualTo(new TokenVerdict.Refused(TokenRefusal.TOKEN_EXPIRED, Instant.parse("2026-11-20T10:01:00Z")));
    }

    @Test
    void aTokenBeginsAtItsBeginning() {
        String token = rs256(RS256, payload(",\"nbf\":" + (NOW + 10)));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(verify(rules, token)).isEqualTo(refused(TokenRefusal.TOKEN_NOT_YET_VALID));
        clock.advance(Duration.ofMillis(1));

        valid(token);
    }

    @Test
    void leewayWidensBothEnds() {
        TokenRules lenient = rules.withTimes(Duration.ofSeconds(5), Duration.ofDays(1));
        clock.advance(Duration.ofMillis(64_999));
        assertThat(verify(lenient, rs256(RS256, payload("")))).isInstanceOf(TokenVerdict.Valid.class);
        assertThat(verify(lenient, rs256(RS256, payload(",\"nbf\":" + (NOW + 69)))))
                .isInstanceOf(TokenVerdict.Valid.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(verify(lenient, rs256(RS256, payload(""))))
                .isEqualTo(new TokenVerdict.Refused(TokenRefusal.TOKEN_EXPIRED, Instant.parse("2026-11-20T10:01:00Z")));
    }

    @Test
    void clocksMayDifferByAMinuteInTheTimeOfIssue() {
        valid(rs256(RS256, payload(",\"iat\":" + (NOW + 60))));
        assertThat(verify(rules, rs256(RS256, payload(",\"iat\":" + (NOW + 61)))))
                .isEqualTo(refused(TokenRefusal.TOKEN_NOT_YET_VALID));
    }

    @Test
    void aTokenLivesNoLongerThanAllowed() {
        TokenRules brief = rules.withTimes(Duration.ZERO, Duration.ofSeconds(61));
        assertThat(verify(brief, rs256(RS256, payload(",\"iat\":" + (NOW - 1)))))
                .isInstanceOf(TokenVerdict.Valid.class);
        assertThat(verify(brief, rs256(RS256, payload(",\"iat\":" + (NOW - 2)))))
                .isEqualTo(refused(TokenRefusal.VERIFICATION_FAILED));
    }

    @Test
    void noKeyIsLookedForBeforeTheAlgorithmIsAllowed() {
        TokenVerifier verifier = new TokenVerifier(
                rules.withAlgorithms(Set.of(TokenAlgorithm.ES256)),
                id -> {
                    throw new AssertionError("asked for " + id);
                },
                clock);

        assertThat(verifier.verify(rs256(RS256, GOOD))).isEqualTo(refused(TokenRefusal.ALG_NOT_ALLOWED));
    }

    @ParameterizedTest
    @EnumSource(TokenAlgorithm.class)
    void whatASignerSignsAVerifierTakesOverThePublishedKeySet(TokenAlgorithm algorithm) {
        TokenSigner signer = TokenSigner.generate("k1", algorithm, new SecureRandom());
        String token = signer.sign(Map.of("iss", "https://issuer.test", "aud", List.of("harbor"), "exp", NOW + 60));
        TokenKeySet published = TokenKeySet.parse(TokenKeySet.of(signer.key()).json());

        assertThat(new TokenVerifier(rules, published, clock).verify(token)).isInstanceOf(TokenVerdict.Valid.class);
    }

    @Test
    void keysMayRotateWhileTheVerifierWorks() {
        TokenSigner first = TokenSigner.generate("k1", TokenAlgorithm.ES256, new SecureRandom());
        TokenSigner second = TokenSigner.generate("k2", TokenAlgorithm.ES256, new SecureRandom());
        AtomicReference<TokenKeySet> current = new AtomicReference<>(TokenKeySet.of(first.key()));
        TokenVerifier verifier = new TokenVerifier(rules, id -> current.get().find(id), clock);
        Map<String, Object> claims = Map.of("iss", "https://issuer.test", "aud", "harbor", "exp", NOW + 60);
        assertThat(verifier.verify(second.sign(claims))).isEqualTo(refused(TokenRefusal.UNKNOWN_KEY));

        current.set(TokenKeySet.of(first.key(), second.key()));
        assertThat(verifier.verify(first.sign(claims))).isInstanceOf(TokenVerdict.Valid.class);
        assertThat(verifier.verify(second.sign(claims))).isInstanceOf(TokenVerdict.Valid.class);

        current.set(TokenKeySet.of(second.key()));
        assertThat(verifier.verify(first.sign(claims))).isEqualTo(refused(TokenRefusal.UNKNOWN_KEY));
    }

    @Test
    void keysThatCannotSignTokensArePassedOver() {
        String ec = TokenKeySet.of(Forge.keys().find("ec")).json();
        String point = ec.substring(ec.indexOf('[') + 1, ec.lastIndexOf(']'));
        String set = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"o\",\"k\":\"AAAA\"},"
                + "{\"kty\":\"unheard-of\",\"kid\":\"u\"},"
                + point.replace("\"ec\"", "\"enc\"").replace("\"sig\"", "\"enc\"") + ","
                + point.replace("\"kid\":\"ec\",", "") + ","
                + point.replace("\"ec\"", "\"dh\"").replace("ES256", "ECDH-ES") + ","
                + point.replace("\"ec\"", "\"wrong\"").replace("ES256", "RS256") + ","
                + point.replace("\"ec\"", "\"bare\"").replace(",\"alg\":\"ES256\"", "") + "]}";
        TokenKeySet keys = TokenKeySet.parse(set);

        for (String id : List.of("o", "u", "enc", "", "dh", "wrong", "ec")) {
            assertThat(keys.find(id)).as(id).isNull();
        }
        assertThat(keys.find("bare")).isNotNull();
    }

    @Test
    void aKeySetThatCannotWorkIsRefused() {
        TokenKey key = Forge.keys().find("ec");

        assertThatThrownBy(() -> TokenKeySet.of(key, key))
                .hasMessage("Found two keys with the id 'ec'; ids must differ, so that a token names one");
        assertThatThrownBy(() -> TokenKeySet.parse("{}"))
                .hasMessage("Found no JSON web key set; it is an object with the list 'keys'");
        assertThatThrownBy(() -> TokenKey.of("k", TokenAlgorithm.RS256, key.publicKey()))
                .hasMessage("Key 'k' does not fit RS256, which takes RSA keys of at least 2048 bits");
        assertThatThrownBy(() -> TokenKey.of("k", TokenAlgorithm.ES384, key.publicKey()))
                .hasMessage("Key 'k' does not fit ES384, which takes keys on P-384");
        assertThatThrownBy(() -> TokenKey.of("", TokenAlgorithm.ES256, key.publicKey()))
                .hasMessage("Found a key without an id; tokens could not name it");
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> TokenRules.of("", "harbor"))
                .hasMessage("Found an empty issuer or audience; name both, as tokens name them");
        assertThatThrownBy(() -> rules.withAlgorithms(Set.of()))
                .hasMessage(
                        "Found no algorithm; allow at least one of [RS256, RS384, RS512, PS256, PS384, PS512, ES256,"
                                + " ES384, ES512]");
        assertThatThrownBy(() -> rules.withTimes(Duration.ofSeconds(-1), Duration.ofDays(1)))
                .hasMessage("Found leeway PT-1S and longest life PT24H; the first must be zero or more, the second more"
                        + " than zero");
    }
}
