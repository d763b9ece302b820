package dev.errata.reference.harmont;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for the logs of one build, which go into addresses, where no session should be: HMAC-SHA-256 over the build and
 * the token's end. Thread-safe.
 */
final class LogTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TOKEN = Pattern.compile("([\\d-]{1,40})\\.(\\d{1,12})\\.([\\w-]{43})");

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Duration life;

    LogTokens(byte[] secret, InstantSource clock, Duration life) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
        this.life = life;
    }

    /** A token and its end. */
    record LogToken(String token, Instant expiresAt) {}

    LogToken issue(String build) {
        Instant end = Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond());
        String signed = build + "." + end.getEpochSecond();
        return new LogToken(signed + "." + signature(signed), end);
    }

    /** The build that a token is for; refuses what is none. */
    String build(@Nullable String token) {
        Matcher parts = TOKEN.matcher(token == null ? "" : token);
        if (!parts.matches()
                || !isSame(signature(parts.group(1) + "." + parts.group(2)), parts.group(3))
                || clock.instant().getEpochSecond() >= Long.parseLong(parts.group(2))) {
            throw HarmontErrors.logStreamUnauthorized();
        }
        return parts.group(1);
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
