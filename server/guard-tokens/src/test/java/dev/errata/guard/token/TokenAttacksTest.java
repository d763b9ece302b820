package dev.errata.guard.token;

import static dev.errata.guard.token.Forge.EC;
import static dev.errata.guard.token.Forge.ES256;
import static dev.errata.guard.token.Forge.GOOD;
import static dev.errata.guard.token.Forge.NOW;
import static dev.errata.guard.token.Forge.OTHER_RSA;
import static dev.errata.guard.token.Forge.PS256;
import static dev.errata.guard.token.Forge.RS256;
import static dev.errata.guard.token.Forge.RSA;
import static dev.errata.guard.token.Forge.es256;
import static dev.errata.guard.token.Forge.hs256;
import static dev.errata.guard.token.Forge.payload;
import static dev.errata.guard.token.Forge.ps;
import static dev.errata.guard.token.Forge.rs256;
import static dev.errata.guard.token.Forge.segment;
import static dev.errata.guard.token.Forge.signed;
import static dev.errata.guard.token.TokenRefusal.ALG_NOT_ALLOWED;
import static dev.errata.guard.token.TokenRefusal.AUDIENCE_MISMATCH;
import static dev.errata.guard.token.TokenRefusal.ISSUER_MISMATCH;
import static dev.errata.guard.token.TokenRefusal.SIGNATURE_INVALID;
import static dev.errata.guard.token.TokenRefusal.TOKEN_EXPIRED;
import static dev.errata.guard.token.TokenRefusal.TOKEN_MALFORMED;
import static dev.errata.guard.token.TokenRefusal.TOKEN_NOT_YET_VALID;
import static dev.errata.guard.token.TokenRefusal.UNKNOWN_KEY;
import static dev.errata.guard.token.TokenRefusal.VERIFICATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacks on tokens that are known from other libraries, and some more: none is let in, each for its reason. */
final class TokenAttacksTest {
    private final TokenVerifier verifier =
            new TokenVerifier(TokenRules.of("https://issuer.test", "harbor"), Forge.keys(), new ManualClock());

    @ParameterizedTest
    @MethodSource({"algorithms", "headers", "keys", "signatures", "forms", "moments", "claims"})
    void isRefused(String token, TokenRefusal reason) {
        assertThat(verifier.verify(token))
                .isInstanceOfSatisfying(
                        TokenVerdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static Arguments attack(String name, String token, TokenRefusal reason) {
        return Arguments.of(Named.of(name, token), reason);
    }

    private static Arguments header(String header, TokenRefusal reason) {
        return attack(header, rs256(header, GOOD), reason);
    }

    private static Arguments body(String payload, TokenRefusal reason) {
        return attack(payload, rs256(RS256, payload), reason);
    }

    private static String header(String more) {
        return "{\"alg\":\"RS256\",\"kid\":\"rsa\"," + more + "}";
    }

    static Stream<Arguments> algorithms() {
        byte[] der = RSA.getPublic().getEncoded();
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] modulus = ((RSAPublicKey) RSA.getPublic()).getModulus().toByteArray();
        String hs = "{\"alg\":\"HS256\",\"kid\":\"rsa\"}";
        String input = segment("{\"alg\":\"none\",\"kid\":\"rsa\"}") + "." + segment(GOOD);
        return Stream.concat(
                Stream.of(
                                "none", "None", "NONE", "nOnE", "", "rs256", "RS256 ", "ps256", "HS384", "EdDSA",
                                "ES256K", "RS1", "ES521")
                        .flatMap(name -> {
                            String head = segment("{\"alg\":\"" + name + "\",\"kid\":\"rsa\"}") + "." + segment(GOOD);
                            return Stream.of(
                                    attack(name + " without signature", head + ".", ALG_NOT_ALLOWED),
                                    attack(
                                            name + " with signature",
                                            signed(head, "SHA256withRSA", RSA),
                                            ALG_NOT_ALLOWED));
                        }),
                Stream.of(
                        attack("none without the last dot", input, TOKEN_MALFORMED),
                        attack("HS256 with the key as DER", hs256(hs, der), ALG_NOT_ALLOWED),
                        attack("HS256 with the key as PEM", hs256(hs, pem), ALG_NOT_ALLOWED),
                        attack("HS256 with the modulus", hs256(hs, modulus), ALG_NOT_ALLOWED),
                        attack("HS256 with a zero", hs256(hs, new byte[1]), ALG_NOT_ALLOWED),
                        header("{\"alg\":null,\"kid\":\"rsa\"}", TOKEN_MALFORMED),
                        header("{\"alg\":[\"RS256\"],\"kid\":\"rsa\"}", TOKEN_MALFORMED),
                        header("{\"kid\":\"rsa\"}", TOKEN_MALFORMED),
                        header("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", TOKEN_MALFORMED),
                        header("{\"alg\":\"none\",\"\\u0061lg\":\"RS256\",\"kid\":\"rsa\"}", TOKEN_MALFORMED),
                        header("{\"alg\":\"RS512\",\"kid\":\"rsa\"}", UNKNOWN_KEY),
                        attack(
                                "PS256 with the key of RS256",
                                ps("{\"alg\":\"PS256\",\"kid\":\"rsa\"}", GOOD, 256, 32),
                                UNKNOWN_KEY),
                        attack("RS256 signature under PS256", rs256(PS256, GOOD), SIGNATURE_INVALID),
                        attack("PS256 signature under RS256", ps(RS256, GOOD, 256, 32), SIGNATURE_INVALID),
                        attack("PS384 signature under PS256", ps(PS256, GOOD, 384, 48), SIGNATURE_INVALID),
                        attack("PS256 without salt", ps(PS256, GOOD, 256, 0), SIGNATURE_INVALID),
                        attack(
                                "RS512 signature under RS256",
                                signed(segment(RS256) + "." + segment(GOOD), "SHA512withRSA", RSA),
                                SIGNATURE_INVALID),
                        attack(
                                "ES256 with the RSA kid",
                                es256("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", GOOD),
                                UNKNOWN_KEY),
                        attack("RS256 with the EC kid", rs256("{\"alg\":\"RS256\",\"kid\":\"ec\"}", GOOD), UNKNOWN_KEY),
                        attack(
                                "ES384 with the P-256 key",
                                es256("{\"alg\":\"ES384\",\"kid\":\"ec\"}", GOOD),
                                UNKNOWN_KEY)));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                header(header("\"crit\":[]"), VERIFICATION_FAILED),
                header(header("\"crit\":null"), VERIFICATION_FAILED),
                header(header("\"crit\":[\"x\"],\"x\":1"), VERIFICATION_FAILED),
                header(header("\"crit\":[\"b64\"],\"b64\":false"), VERIFICATION_FAILED),
                header(header("\"crit\":[\"exp\"],\"exp\":1"), VERIFICATION_FAILED),
                header(header("\"b64\":false"), VERIFICATION_FAILED),
                header(header("\"b64\":true"), VERIFICATION_FAILED),
                header(header("\"zip\":\"DEF\""), VERIFICATION_FAILED),
                header(header("\"enc\":\"A256GCM\""), VERIFICATION_FAILED),
                header(header("\"typ\":\"at+jwt\""), VERIFICATION_FAILED),
                header(header("\"typ\":\"logout+jwt\""), VERIFICATION_FAILED),
                header(header("\"typ\":\"application/application/jwt\""), VERIFICATION_FAILED),
                header(header("\"typ\":\"\""), VERIFICATION_FAILED),
                header(header("\"typ\":null"), VERIFICATION_FAILED),
                header(header("\"typ\":7"), VERIFICATION_FAILED),
                header(header("\"cty\":\"JWT\""), VERIFICATION_FAILED),
                header(header("\"cty\":\"json\""), VERIFICATION_FAILED),
                header(header("\"cty\":\"\""), VERIFICATION_FAILED),
                header(header("\"cty\":null"), VERIFICATION_FAILED));
    }

    static Stream<Arguments> keys() {
        String jwk = TokenKeySet.of(TokenKey.of("mine", TokenAlgorithm.RS256, OTHER_RSA.getPublic()))
                .json();
        String own = jwk.substring(jwk.indexOf('[') + 1, jwk.lastIndexOf(']'));
        return Stream.of(
                attack("key of the attacker in jwk", other(header("\"jwk\":" + own)), SIGNATURE_INVALID),
                attack("jwk alone", other("{\"alg\":\"RS256\",\"jwk\":" + own + "}"), UNKNOWN_KEY),
                attack("jku", other(header("\"jku\":\"https://attacker.test/keys\"")), SIGNATURE_INVALID),
                attack("x5u", other(header("\"x5u\":\"https://attacker.test/cert\"")), SIGNATURE_INVALID),
                attack("kid of the attacker", other("{\"alg\":\"RS256\",\"kid\":\"mine\"}"), UNKNOWN_KEY),
                header("{\"alg\":\"RS256\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":null}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":[\"rsa\"]}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"RSA\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"rsa\\u0000\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"../../dev/null\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"rsa' or '1'='1\"}", UNKNOWN_KEY),
                header("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(4000) + "\"}", UNKNOWN_KEY),
                attack(
                        "kid of 100,000 characters",
                        rs256("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(100_000) + "\"}", GOOD),
                        TOKEN_MALFORMED));
    }

    private static String other(String header) {
        return signed(segment(header) + "." + segment(GOOD), "SHA256withRSA", OTHER_RSA);
    }

    static Stream<Arguments> signatures() {
        String rs = rs256(RS256, GOOD);
        String input = segment(ES256) + "." + segment(GOOD);
        byte[] order = unsigned(((ECPublicKey) EC.getPublic()).getParams().getOrder());
        byte[] orders = Arrays.copyOf(order, 64);
        System.arraycopy(order, 0, orders, 32, 32);
        return Stream.of(
                attack("stripped", rs.substring(0, rs.lastIndexOf('.') + 1), TOKEN_MALFORMED),
                attack(
                        "of another payload",
                        rs256(RS256, GOOD).substring(0, rs.lastIndexOf('.'))
                                + rs256(RS256, payload(",\"sub\":\"x\""))
                                        .substring(rs256(RS256, payload(",\"sub\":\"x\""))
                                                .lastIndexOf('.')),
                        SIGNATURE_INVALID),
                attack(
                        "by another key",
                        signed(rs.substring(0, rs.lastIndexOf('.')), "SHA256withRSA", OTHER_RSA),
                        SIGNATURE_INVALID),
                attack(
                        "RSA of zeros",
                        rs.substring(0, rs.lastIndexOf('.') + 1) + segment(new byte[256]),
                        SIGNATURE_INVALID),
                attack(
                        "RSA of one byte",
                        rs.substring(0, rs.lastIndexOf('.') + 1) + segment(new byte[] {1}),
                        SIGNATURE_INVALID),
                attack("ES256 r = s = 0", input + "." + segment(new byte[64]), SIGNATURE_INVALID),
                attack("ES256 r = s = n", input + "." + segment(orders), SIGNATURE_INVALID),
                attack("ES256 as DER of zeros", input + ".MAYCAQACAQA", SIGNATURE_INVALID),
                attack("ES256 cut", input + "." + segment(new byte[63]), SIGNATURE_INVALID),
                attack("ES256 as DER", input + "." + der(input), SIGNATURE_INVALID));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
    }

    private static String der(String input) {
        try {
            java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
            signature.initSign(EC.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return segment(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> forms() {
        String good = rs256(RS256, GOOD);
        String head = segment(RS256);
        String tail = good.substring(good.lastIndexOf('.'));
        byte[] overlong = GOOD.replace("harbor", "h?rbor").getBytes(StandardCharsets.ISO_8859_1);
        overlong[new String(overlong, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xC1;
        return Stream.of(
                attack("nothing", "", TOKEN_MALFORMED),
                attack("dots", "..", TOKEN_MALFORMED),
                attack("random segments", "abc.def.ghi", TOKEN_MALFORMED),
                attack("two segments", head + "." + segment(GOOD), TOKEN_MALFORMED),
                attack("four segments", good + ".", TOKEN_MALFORMED),
                attack("an encrypted token", head + ".a.b.c.d", TOKEN_MALFORMED),
                attack("padding", good + "==", TOKEN_MALFORMED),
                attack("padding of the header", head + "=" + good.substring(head.length()), TOKEN_MALFORMED),
                attack("other last character", otherSpelling(good), TOKEN_MALFORMED),
                attack("line break", good + "\n", TOKEN_MALFORMED),
                attack("leading space", " " + good, TOKEN_MALFORMED),
                attack("space within", head + ". " + good.substring(head.length() + 1), TOKEN_MALFORMED),
                attack(
                        "alphabet with + and /",
                        head + "." + segment(GOOD) + "." + "+/" + tail.substring(3),
                        TOKEN_MALFORMED),
                attack("not ASCII", head + ".\u0661" + tail, TOKEN_MALFORMED),
                attack("too long", rs256(RS256, payload(",\"x\":\"" + "x".repeat(8192) + "\"")), TOKEN_MALFORMED),
                attack("payload and more", rs256(RS256, GOOD + "{}"), TOKEN_MALFORMED),
                attack("payload and space", rs256(RS256, GOOD + " "), TOKEN_MALFORMED),
                attack("byte order mark", rs256(RS256, "\uFEFF" + GOOD), TOKEN_MALFORMED),
                attack("byte order mark in the header", rs256("\uFEFF" + RS256, GOOD), TOKEN_MALFORMED),
                attack("overlong UTF-8", signed(head + "." + segment(overlong), "SHA256withRSA", RSA), TOKEN_MALFORMED),
                attack(
                        "UTF-16",
                        signed(head + "." + segment(GOOD.getBytes(StandardCharsets.UTF_16LE)), "SHA256withRSA", RSA),
                        TOKEN_MALFORMED),
                attack(
                        "empty payload by another key",
                        signed(head + ".", "SHA256withRSA", OTHER_RSA),
                        SIGNATURE_INVALID),
                attack(
                        "empty payload, which holds no claims",
                        signed(head + ".", "SHA256withRSA", RSA),
                        TOKEN_MALFORMED),
                body("null", TOKEN_MALFORMED),
                body("[]", TOKEN_MALFORMED),
                body("\"x\"", TOKEN_MALFORMED),
                body("{'iss':1}", TOKEN_MALFORMED),
                body("{\"iss\":\"https://issuer.test\",}", TOKEN_MALFORMED),
                body("{\"iss\":NaN}", TOKEN_MALFORMED),
                body("{/**/}", TOKEN_MALFORMED),
                attack(
                        "nested too deep",
                        rs256(RS256, payload(",\"x\":" + "[".repeat(40) + "]".repeat(40))),
                        TOKEN_MALFORMED),
                body(payload(",\"sub\":\"u\",\"sub\":\"admin\""), TOKEN_MALFORMED),
                body(payload(",\"exp\":9999999999"), TOKEN_MALFORMED),
                body(payload(",\"x\":{\"a\":1,\"a\":2}"), TOKEN_MALFORMED));
    }

    /** The last character of a signature of 256 bytes has four bits that no byte needs. */
    private static String otherSpelling(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1);
    }

    private static Arguments exp(String value, TokenRefusal reason) {
        return body("{\"iss\":\"https://issuer.test\",\"aud\":\"harbor\",\"exp\":" + value + "}", reason);
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                body("{\"iss\":\"https://issuer.test\",\"aud\":\"harbor\"}", VERIFICATION_FAILED),
                exp("null", VERIFICATION_FAILED),
                exp("\"" + (NOW + 60) + "\"", VERIFICATION_FAILED),
                exp("[" + (NOW + 60) + "]", VERIFICATION_FAILED),
                exp("true", VERIFICATION_FAILED),
                exp("-1", VERIFICATION_FAILED),
                exp("1e400", VERIFICATION_FAILED),
                exp("1e999999999", VERIFICATION_FAILED),
                exp("1e-999999999", VERIFICATION_FAILED),
                exp("9223372036854775807", VERIFICATION_FAILED),
                exp("9223372036854775808", VERIFICATION_FAILED),
                exp("253402300799", VERIFICATION_FAILED),
                exp("0", TOKEN_EXPIRED),
                exp("" + (NOW - 1), TOKEN_EXPIRED),
                exp("" + NOW, TOKEN_EXPIRED),
                body(payload(",\"nbf\":" + (NOW + 1)), TOKEN_NOT_YET_VALID),
                body(payload(",\"nbf\":" + NOW + ".001"), TOKEN_NOT_YET_VALID),
                body(payload(",\"nbf\":null"), VERIFICATION_FAILED),
                body(payload(",\"nbf\":\"0\""), VERIFICATION_FAILED),
                body(payload(",\"iat\":" + (NOW + 3600)), TOKEN_NOT_YET_VALID),
                body(payload(",\"iat\":null"), VERIFICATION_FAILED),
                body(payload(",\"iat\":1"), VERIFICATION_FAILED));
    }

    private static Arguments claim(String issuer, String audience, TokenRefusal reason) {
        return body("{" + issuer + audience + "\"exp\":" + (NOW + 60) + "}", reason);
    }

    static Stream<Arguments> claims() {
        String issuer = "\"iss\":\"https://issuer.test\",";
        String audience = "\"aud\":\"harbor\",";
        return Stream.of(
                claim("", audience, ISSUER_MISMATCH),
                claim("\"iss\":null,", audience, ISSUER_MISMATCH),
                claim("\"iss\":[\"https://issuer.test\"],", audience, ISSUER_MISMATCH),
                claim("\"iss\":\"https://issuer.test/\",", audience, ISSUER_MISMATCH),
                claim("\"iss\":\"HTTPS://issuer.test\",", audience, ISSUER_MISMATCH),
                claim(issuer, "", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":null,", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":[],", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":[null,[\"harbor\"]],", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":\"harbor other\",", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":{\"harbor\":true},", AUDIENCE_MISMATCH),
                claim(issuer, "\"aud\":\"Harbor\",", AUDIENCE_MISMATCH));
    }
}
