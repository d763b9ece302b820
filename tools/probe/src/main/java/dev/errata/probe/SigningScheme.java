package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.catalog.Example.Header;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor signs a webhook, as data: HMAC-SHA256 over a payload, in a header.
 *
 * @param payload with {@code {id}}, {@code {timestamp}} (Unix seconds) and, last, {@code {body}}
 * @param signature header and value with {@code {hex}} or {@code {base64}}
 * @param timestamp header of the timestamp
 * @param id header of the delivery's id, null when there is none
 * @param base64Secret whether the key is what follows {@code whsec_}, decoded; else the whole secret as UTF-8
 */
record SigningScheme(
        String payload,
        Header signature,
        String timestamp,
        @Nullable String id,
        boolean base64Secret) {

    private static final Map<String, SigningScheme> KNOWN = new TreeMap<>(Map.of(
            "harpoon",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("X-Harpoon-Signature", "sha256={hex}"),
                    "X-Harpoon-Timestamp",
                    "X-Harpoon-Webhook-ID",
                    false),
            "hookbridge",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("X-Webhook-Signature", "sha256={hex}"),
                    "X-Webhook-Timestamp",
                    "X-Webhook-Id",
                    false),
            "harbor",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("Harbor-Signature", "{hex}"),
                    "Harbor-Timestamp",
                    "Harbor-Delivery-Id",
                    false),
            // standardwebhooks.com, symmetric form
            "standard",
            new SigningScheme(
                    "{id}.{timestamp}.{body}",
                    new Header("webhook-signature", "v1,{base64}"),
                    "webhook-timestamp",
                    "webhook-id",
                    true)));

    /** The headers that {@code # @sign scheme secret=…} adds; {@code id=} and {@code timestamp=} may be given too. */
    static List<Header> headers(String argument, byte[] body, Instant now, String freshId) {
        SigningScheme scheme = KNOWN.get(Words.first(argument));
        Map<String, String> given = Words.pairs(Words.rest(argument));
        @Nullable String secret = given.get("secret");
        if (scheme == null || secret == null) {
            throw StepFailed.setup("'# @sign " + Words.first(argument) + "' "
                    + (scheme == null ? "names no scheme that the probe knows" : "has no secret")
                    + ". Write '# @sign <scheme> secret={{secret}}' with one of " + KNOWN.keySet() + ".");
        }
        String id = given.getOrDefault("id", freshId);
        String timestamp = given.getOrDefault("timestamp", Long.toString(now.getEpochSecond()));
        return scheme.sign(secret, id, timestamp, body);
    }

    private List<Header> sign(String secret, String id, String timestamp, byte[] body) {
        String before = payload.replace("{body}", "").replace("{id}", id).replace("{timestamp}", timestamp);
        byte[] mac = hmac(key(secret), before.getBytes(UTF_8), body);
        String value = signature
                .value()
                .replace("{hex}", HexFormat.of().formatHex(mac))
                .replace("{base64}", Base64.getEncoder().encodeToString(mac));
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(this.timestamp, timestamp));
        if (this.id != null) {
            headers.add(new Header(this.id, id));
        }
        headers.add(new Header(signature.name(), value));
        return headers;
    }

    private byte[] key(String secret) {
        if (!base64Secret) {
            return secret.getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        } catch (IllegalArgumentException notBase64) {
            throw StepFailed.setup("The secret of '# @sign standard' is not Base64 behind whsec_.");
        }
    }

    private static byte[] hmac(byte[] key, byte[] first, byte[] second) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(first);
            return mac.doFinal(second);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw StepFailed.setup("The secret of '# @sign' cannot be used as a key: " + unusable.getMessage());
        }
    }
}
