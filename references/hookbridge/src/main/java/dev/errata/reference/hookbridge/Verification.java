package dev.errata.reference.hookbridge;

import dev.errata.guard.key.AddressList;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Judges whether what was sent comes from whom an inbound endpoint expects. */
final class Verification {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    private Verification() {}

    /** Why it is refused; null when it is from the right sender. */
    static Rejection.@Nullable Why refusal(InboundSettings settings, Incoming incoming, Instant now) {
        if (settings.verifiesAddress() && !AddressList.of(settings.addresses()).contains(incoming.sourceIp())) {
            return new Rejection.Why("ip_not_allowed", "The address of the sender is in none of the allowed blocks.");
        }
        if (settings.verifiesToken() && !hasToken(settings, incoming)) {
            return new Rejection.Why("static_token_failed", "The token is absent, or is another one.");
        }
        if (!settings.verifiesHmac()) {
            return null;
        }
        if (!isSigned(settings, incoming)) {
            return new Rejection.Why("hmac_failed", "The signature is absent, or is not that of the body.");
        }
        return isOfNow(settings, incoming, now)
                ? null
                : new Rejection.Why("hmac_failed", "The timestamp is absent, cannot be read, or is too far from now.");
    }

    /** Whether two texts are one, in a time that does not tell where they differ. */
    static boolean same(String one, @Nullable String other) {
        return other != null
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean hasToken(InboundSettings settings, Incoming incoming) {
        String token = settings.tokenValue();
        return token != null
                && (same(token, header(incoming, settings.tokenHeaderName()))
                        || same(token, parameter(incoming.query(), settings.tokenQueryParam())));
    }

    private static boolean isSigned(InboundSettings settings, Incoming incoming) {
        String sent = header(incoming, settings.hmacHeaderName());
        byte[] signature = sent == null ? null : signature(sent.trim());
        String secret = settings.hmacSecret();
        return signature != null && secret != null && MessageDigest.isEqual(hmac(secret, incoming.body()), signature);
    }

    /** Hexadecimal with or without what names the digest, or Base64. */
    private static byte @Nullable [] signature(String sent) {
        String text = sent.startsWith(PREFIX) ? sent.substring(PREFIX.length()) : sent;
        try {
            return text.length() == HEX_DIGITS
                    ? HexFormat.of().parseHex(text)
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", which every Java must have", e);
        }
    }

    private static boolean isOfNow(InboundSettings settings, Incoming incoming, Instant now) {
        if (settings.timestampHeaderName() == null) {
            return true;
        }
        String sent = header(incoming, settings.timestampHeaderName());
        Instant at = sent == null ? null : time(sent.trim());
        return at != null
                && Duration.between(at, now).abs().compareTo(Duration.ofSeconds(settings.timestampSeconds())) <= 0;
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.matches("[0-9]{1,12}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String header(Incoming incoming, @Nullable String name) {
        return name == null ? null : incoming.headers().get(name);
    }

    private static @Nullable String parameter(@Nullable String query, @Nullable String name) {
        if (query == null || name == null) {
            return null;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && name.equals(decoded(pair.substring(0, equals)))) {
                return decoded(pair.substring(equals + 1));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
