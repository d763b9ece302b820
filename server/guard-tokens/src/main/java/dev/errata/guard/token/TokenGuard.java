package dev.errata.guard.token;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.BearerScheme;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.token.TokenVerdict.Refused;
import dev.errata.guard.token.TokenVerdict.Valid;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token as {@code Authorization: Bearer <token>}, and leaves the {@link VerifiedToken} on the request.
 * Thread-safe.
 *
 * <p>No header, another scheme and a scheme alone are {@code auth.missing}; a token that does not hold is
 * {@code auth.token} or {@code auth.token.expired}; keys that cannot be had are {@code server.unavailable}. All but the
 * last have the fact {@code reason}, a word of {@link TokenRefusal}. A guard behind this one reads from the token who
 * the caller is.
 */
public final class TokenGuard implements Guard {
    /** How long a set of keys that cannot be had is usually away: as often as verifiers ask for it again. */
    private static final Duration KEYS_BACK = Duration.ofSeconds(30);

    private static final String HEADER = "WWW-Authenticate";

    private final Catalog catalog;
    private final TokenVerifier verifier;

    /** A guard that asks this verifier. */
    public TokenGuard(Catalog catalog, TokenVerifier verifier) {
        this.catalog = catalog;
        this.verifier = verifier;
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        List<String> headers = request.headers("Authorization");
        if (headers.size() > 1) {
            return refuse(Condition.AUTH_TOKEN, Facts.token(TokenRefusal.TOKEN_MALFORMED.word()));
        }
        String token =
                headers.isEmpty() || !BearerScheme.names(headers.get(0)) ? "" : BearerScheme.credential(headers.get(0));
        return token.isEmpty() ? missing() : verify(request, token);
    }

    /**
     * Does the same for a token that stands elsewhere, such as in the query of a request by a browser's
     * {@code EventSource}, which cannot send headers. Addresses are logged in many places: for short-lived tokens only.
     */
    public @Nullable ApiError verify(GuardedRequest request, String token) {
        try {
            TokenVerdict verdict = verifier.verify(token);
            if (verdict instanceof Valid valid) {
                request.put(VerifiedToken.class, valid.token());
                return null;
            }
            Refused refused = (Refused) verdict;
            Instant expiredAt = refused.expiredAt();
            return expiredAt == null
                    ? refuse(Condition.AUTH_TOKEN, Facts.token(refused.reason().word()))
                    : refuse(
                            Condition.AUTH_TOKEN_EXPIRED,
                            Facts.tokenExpired(refused.reason().word(), expiredAt));
        } catch (UncheckedIOException e) {
            return catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(KEYS_BACK));
        }
    }

    private ApiError missing() {
        return catalog.answer(Condition.AUTH_MISSING, Facts.token(TokenRefusal.TOKEN_MISSING.word()))
                .header(HEADER, BearerScheme.challenge(catalog));
    }

    private ApiError refuse(Condition condition, Facts facts) {
        return catalog.answer(condition, facts).header(HEADER, BearerScheme.invalid(catalog));
    }
}
