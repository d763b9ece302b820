package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector of the Standard Webhooks specification; the others were computed apart from this code. */
class SignatureSchemeTest {
    private static final SignatureScheme HARPOON = new SignatureScheme(
            "X-Harpoon-Webhook-ID",
            "X-Harpoon-Timestamp",
            "X-Harpoon-Signature",
            "sha256=",
            ",",
            SignatureScheme.Encoding.HEX,
            false);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final String OTHER_SECRET = "whsec_YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMsIGxvbmc=";

    private static boolean verify(Map<String, String> headers, byte[] body, String secret, Instant now) {
        return SignatureScheme.STANDARD.verify(headers::get, body, secret, now, TOLERANCE);
    }

    private static Map<String, String> vector() {
        return new HashMap<>(
                Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", SIGNATURE));
    }

    private static Map<String, String> vectorWith(String header, String value) {
        Map<String, String> headers = vector();
        headers.put(header, value);
        return headers;
    }

    @Test
    void signsTheVectorOfStandardWebhooks() {
        assertThat(SignatureScheme.STANDARD.headers(ID, AT, BODY, List.of(SECRET)))
                .containsExactly(
                        entry("webhook-id", ID),
                        entry("webhook-timestamp", "1614265330"),
                        entry("webhook-signature", SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    void bothSpellingsOfASecretSignAndVerifyAlike(String secret) {
        assertThat(SignatureScheme.STANDARD.headers(ID, AT, BODY, List.of(secret)))
                .containsEntry("webhook-signature", SIGNATURE);
        assertThat(verify(vector(), BODY, secret, AT)).isTrue();
    }

    @Test
    void genuineSignatureOverNothingIsAccepted() {
        Map<String, String> headers =
                vectorWith("webhook-signature", "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A=");

        assertThat(verify(headers, new byte[0], SECRET, AT)).isTrue();
        assertThat(verify(headers, BODY, SECRET, AT)).isFalse();
    }

    @Test
    void secretOfLessThan24BytesNeitherSignsNorVerifies() {
        String tooShort = "A webhook secret has 23 bytes; make a new one of 24 to 64 random bytes";
        for (String secret : List.of("whsec_eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=", "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg=")) {
            assertThatThrownBy(() -> SignatureScheme.STANDARD.headers(ID, AT, BODY, List.of(SECRET, secret)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(tooShort);
            assertThatThrownBy(() -> verify(vector(), BODY, secret, AT)).hasMessage(tooShort);
        }
        assertThatThrownBy(() -> HARPOON.headers("whk_1", AT, BODY, List.of("x".repeat(23))))
                .hasMessage(tooShort);
        assertThat(HARPOON.headers("whk_1", AT, BODY, List.of("x".repeat(24)))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "msg 1", "msg_1\r\nX-Other: 1", "msg_1\n", "msg\u0000", "msg_\u00e4", "\u007f"})
    void idThatCannotStandInAHeaderIsNeitherSignedNorBelieved(String id) {
        assertThatThrownBy(() -> SignatureScheme.STANDARD.headers(id, AT, BODY, List.of(SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The id of a delivery is empty or has a character that is not visible ASCII; use letters,"
                        + " digits, '_' and '-'");
        assertThat(verify(vectorWith("webhook-id", id), BODY, SECRET, AT)).isFalse();
    }

    @Test
    void everySecretInForceSignsForStandardWebhooks() {
        assertThat(SignatureScheme.STANDARD.headers(ID, AT, BODY, List.of(SECRET, OTHER_SECRET)))
                .containsEntry("webhook-signature", SIGNATURE + " v1,HHlFiTZLyICEEPi4q3e73mslJba0qfEPiqA/f1k7Pe0=");
    }

    @Test
    void signsTimestampAndBodyInHexForHarpoonWithEverySecretInForce() {
        byte[] body = "{\"event\":\"transaction.completed\"}".getBytes(StandardCharsets.UTF_8);

        Map<String, String> headers = HARPOON.headers(
                "whk_1",
                Instant.ofEpochSecond(1763632800),
                body,
                List.of("whsec_0123456789abcdef01234567", "whsec_76543210fedcba9876543210"));

        assertThat(headers)
                .containsExactly(
                        entry("X-Harpoon-Webhook-ID", "whk_1"),
                        entry("X-Harpoon-Timestamp", "1763632800"),
                        entry(
                                "X-Harpoon-Signature",
                                "sha256=73afd8cfb8b45467581c88af956a9af5b023ae65d0936bdc9267487f83e9712f,"
                                        + "sha256=3f1bfe0f2802fd330ff5410111822a52c67f55c9768833043646de4681024887"));
    }

    @Test
    void receiverWithEitherSecretAcceptsWhileSecretsAreRotated() {
        for (SignatureScheme scheme : List.of(SignatureScheme.STANDARD, HARPOON)) {
            Map<String, String> headers = scheme.headers("id_1", AT, BODY, List.of(SECRET, OTHER_SECRET));

            assertThat(scheme.verify(headers::get, BODY, SECRET, AT, TOLERANCE)).isTrue();
            assertThat(scheme.verify(headers::get, BODY, OTHER_SECRET, AT, TOLERANCE))
                    .isTrue();
        }
    }

    @Test
    void separatorIsTakenAsItIs() {
        SignatureScheme barred =
                new SignatureScheme("id", "timestamp", "signature", "v1=", "|", SignatureScheme.Encoding.HEX, true);
        Map<String, String> headers = barred.headers("id_1", AT, BODY, List.of(SECRET, OTHER_SECRET));

        assertThat(barred.verify(headers::get, BODY, OTHER_SECRET, AT, TOLERANCE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "0, true", "300, true", "-301, false", "301, false", "-315576000, false"})
    void timestampMayBeFiveMinutesFromNowInEitherDirection(long secondsLater, boolean accepted) {
        assertThat(verify(vector(), BODY, SECRET, AT.plusSeconds(secondsLater))).isEqualTo(accepted);
    }

    @Test
    void everyBitOfTheBodyIsSigned() {
        for (int bit = 0; bit < BODY.length * 8; bit++) {
            byte[] altered = BODY.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(verify(vector(), altered, SECRET, AT)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void bodyIsVerifiedAsBytesThatNeedNotBeText() {
        byte[] bytes = {(byte) 0xC3, 0x28, (byte) 0xFF, 0};
        Map<String, String> headers = SignatureScheme.STANDARD.headers(ID, AT, bytes, List.of(SECRET));

        assertThat(verify(headers, bytes, SECRET, AT)).isTrue();
        assertThat(verify(headers, new byte[] {(byte) 0xC3, 0x28, (byte) 0xFE, 0}, SECRET, AT))
                .isFalse();
    }

    @Test
    void anotherSecretIsRefused() {
        assertThat(verify(vector(), BODY, OTHER_SECRET, AT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void missingHeaderIsRefused(String header) {
        Map<String, String> headers = vector();
        headers.remove(header);

        assertThat(verify(headers, BODY, SECRET, AT)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+1614265330",
                "-1614265330",
                "01614265330",
                " 1614265330",
                "1614265330 ",
                "1614265330.0",
                "1.61426533e9",
                "0x603793b2",
                "1614265331",
                "\u0661\u0666\u0661\u0664\u0662\u0666\u0665\u0663\u0663\u0660",
                "99999999999999999999",
                "now"
            })
    void timestampThatIsNotTheSignedSecondsIsRefused(String timestamp) {
        assertThat(verify(vectorWith("webhook-timestamp", timestamp), BODY, SECRET, AT))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "v1",
                "v1,",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,x",
                "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1=g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            })
    void signatureOfAnotherFormIsRefused(String signature) {
        assertThat(verify(vectorWith("webhook-signature", signature), BODY, SECRET, AT))
                .isFalse();
    }

    @Test
    void genuineSignatureAmongOthersIsFound() {
        String among = "v2,AAAA v1,AAAA " + SIGNATURE + " v1a,AAAA";

        assertThat(verify(vectorWith("webhook-signature", among), BODY, SECRET, AT))
                .isTrue();
    }

    @Test
    void idIsSignedWhereTheSchemeSaysSo() {
        assertThat(verify(vectorWith("webhook-id", "msg_other"), BODY, SECRET, AT))
                .isFalse();
    }

    @Test
    void dotInTheIdThatWouldMakeTwoDeliveriesAlikeIsNotBelieved() {
        Map<String, String> headers = SignatureScheme.STANDARD.headers(
                "m", Instant.ofEpochSecond(1), "1614265330.x".getBytes(StandardCharsets.UTF_8), List.of(SECRET));
        Map<String, String> moved = Map.of(
                "webhook-id", "m.1",
                "webhook-timestamp", "1614265330",
                "webhook-signature", headers.get("webhook-signature"));

        assertThat(verify(moved, "x".getBytes(StandardCharsets.UTF_8), SECRET, AT))
                .isFalse();
    }

    @Test
    void idWithADotIsNotSigned() {
        assertThatThrownBy(() -> SignatureScheme.STANDARD.headers("m.1", AT, BODY, List.of(SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The id 'm.1' of a delivery has a dot, which stands between the signed parts; use letters,"
                        + " digits, '_' and '-'");
    }

    @Test
    void deliveryWithoutASecretIsNotSigned() {
        assertThatThrownBy(() -> HARPOON.headers("whk_1", AT, BODY, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Delivery 'whk_1' has no secret to be signed with; give at least one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_not*base64", "a secret of twenty-four bytes and more"})
    void secretThatIsNotBase64IsRefusedWithoutBeingTold(String secret) {
        assertThatThrownBy(() -> SignatureScheme.STANDARD.headers(ID, AT, BODY, List.of(secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A webhook secret is not base64, alone or behind whsec_; make a new one of 24 to 64 random"
                        + " bytes");
    }
}
