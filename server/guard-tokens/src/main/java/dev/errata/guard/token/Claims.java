package dev.errata.guard.token;

import dev.errata.guard.token.TokenVerdict.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the payload of a token must say (RFC 7519, 4.1). Thread-safe.
 *
 * @param rules that it is held against
 * @param clock that says what has passed
 */
record Claims(TokenRules rules, InstantSource clock) {
    /** The last second that has a year of four digits. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    /** Of a moment's fraction; numbers with more cost time without end to round. */
    private static final int MOST_DECIMALS = 12;

    /** Clocks of issuer and verifier differ; an issue further in the future is no difference of clocks. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    @Nullable
    Refused refusal(Map<String, ? extends @Nullable Object> claims) {
        if (!rules.issuer().equals(claims.get("iss"))) {
            return refused(TokenRefusal.ISSUER_MISMATCH);
        }
        if (!isForUs(claims.get("aud"))) {
            return refused(TokenRefusal.AUDIENCE_MISMATCH);
        }
        Instant end = moment(claims, "exp");
        Instant begin = moment(claims, "nbf");
        Instant issued = moment(claims, "iat");
        if (end == null
                || (begin == null && claims.containsKey("nbf"))
                || (issued == null && claims.containsKey("iat"))) {
            return refused(TokenRefusal.VERIFICATION_FAILED);
        }
        Instant now = clock.instant();
        if (!now.isBefore(end.plus(rules.leeway()))) {
            return new Refused(TokenRefusal.TOKEN_EXPIRED, end);
        }
        if ((begin != null && now.isBefore(begin.minus(rules.leeway())))
                || (issued != null && now.plus(SKEW).isBefore(issued))) {
            return refused(TokenRefusal.TOKEN_NOT_YET_VALID);
        }
        Instant latest = (issued == null ? now : issued).plus(rules.longestLife());
        return end.isAfter(latest) ? refused(TokenRefusal.VERIFICATION_FAILED) : null;
    }

    /** What the payload says, which must have passed. */
    VerifiedToken token(TokenKey key, Map<String, ? extends @Nullable Object> claims) {
        Instant end = moment(claims, "exp");
        if (end == null) {
            throw new IllegalStateException("The claims have not been checked");
        }
        return new VerifiedToken(key.id(), end, scopes(claims.get(rules.scopeClaim())), claims);
    }

    private boolean isForUs(@Nullable Object audience) {
        return audience instanceof List<?> several
                ? several.contains(rules.audience())
                : rules.audience().equals(audience);
    }

    private Set<String> scopes(@Nullable Object claim) {
        Stream<?> named = claim instanceof String text
                ? Arrays.stream(text.split(" "))
                : claim instanceof List<?> list ? list.stream() : Stream.empty();
        return named.filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(rules.scopes()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A moment in seconds since 1970, with a fraction or without; null when the claim is none. */
    private static @Nullable Instant moment(Map<String, ? extends @Nullable Object> claims, String name) {
        if (!(claims.get(name) instanceof BigDecimal seconds)
                || Math.abs(seconds.scale()) > MOST_DECIMALS
                || seconds.signum() < 0
                || seconds.compareTo(LATEST) > 0) {
            return null;
        }
        return Instant.ofEpochMilli(
                seconds.multiply(MILLIS).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static Refused refused(TokenRefusal reason) {
        return new Refused(reason, null);
    }
}
