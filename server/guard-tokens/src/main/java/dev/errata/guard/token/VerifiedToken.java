package dev.errata.guard.token;

import dev.errata.guard.AboutCaller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says whose signature and rules held. The token itself is not kept, so that nothing can log it.
 *
 * @param keyId of the key that signed it
 * @param expiresAt its end
 * @param scopes those that the service knows
 * @param claims every member of its payload: strings, booleans, numbers, lists, maps and nulls; unmodifiable
 */
public record VerifiedToken(
        String keyId, Instant expiresAt, Set<String> scopes, Map<String, ? extends @Nullable Object> claims)
        implements AboutCaller {
    /** A claim that is a text; null when it is absent, empty or no text. */
    public @Nullable String text(String claim) {
        return claims.get(claim) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** The key, the end and the scopes: claims may be personal. */
    @Override
    public String toString() {
        return "VerifiedToken[keyId=" + keyId + ", expiresAt=" + expiresAt + ", scopes=" + scopes + "]";
    }
}
