package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.catalog.Example.Header;
import dev.errata.catalog.SigningScheme;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs webhooks as an example says. */
final class Signing {
    private Signing() {}

    /** The headers that {@code # @sign scheme secret=…} adds; {@code id=} and {@code timestamp=} may be given too. */
    static List<Header> headers(String argument, byte[] body, Instant now, String freshId) {
        SigningScheme scheme = SigningScheme.named(Words.first(argument));
        Map<String, String> given = Words.pairs(Words.rest(argument));
        @Nullable String secret = given.get("secret");
        if (scheme == null || secret == null) {
            throw StepFailed.setup("'# @sign " + Words.first(argument) + "' "
                    + (scheme == null ? "names no scheme that the probe knows" : "has no secret")
                    + ". Write '# @sign <scheme> secret={{secret}}' with one of " + SigningScheme.names() + ".");
        }
        String id = given.getOrDefault("id", freshId);
        String timestamp = given.getOrDefault("timestamp", Long.toString(now.getEpochSecond()));
        return sign(scheme, secret, id, timestamp, body);
    }

    private static List<Header> sign(SigningScheme scheme, String secret, String id, String timestamp, byte[] body) {
        String before =
                scheme.payload().replace("{body}", "").replace("{id}", id).replace("{timestamp}", timestamp);
        byte[] mac = hmac(key(scheme, secret), before.getBytes(UTF_8), body);
        String value = scheme.signature()
                .value()
                .replace("{hex}", HexFormat.of().formatHex(mac))
                .replace("{base64}", Base64.getEncoder().encodeToString(mac));
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(scheme.timestamp(), timestamp));
        String idHeader = scheme.id();
        if (idHeader != null) {
            headers.add(new Header(idHeader, id));
        }
        headers.add(new Header(scheme.signature().name(), value));
        return headers;
    }

    private static byte[] key(SigningScheme scheme, String secret) {
        if (!scheme.base64Secret()) {
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
