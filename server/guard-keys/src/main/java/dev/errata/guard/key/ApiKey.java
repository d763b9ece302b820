package dev.errata.guard.key;

import dev.errata.guard.Caller;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key.
 *
 * @param id the public part, fit for logs
 * @param owner the account that the key acts for
 * @param user the user whose key it is; several keys may have one user
 * @param type such as {@code secret} or {@code public}
 * @param live false for a test key
 * @param scopes what the key may do, without white space
 * @param allowlist the addresses that may use it; when empty, all may
 * @param expiresAt the first moment at which it is not taken any more, null when it has no end
 * @param revokedAt the first moment at which it is withdrawn, null when it is not
 * @param hash HMAC-SHA256 of the whole key under the pepper: useless without the pepper, and bound to prefix and id
 */
public record ApiKey(
        String id,
        String owner,
        String user,
        String type,
        boolean live,
        Set<String> scopes,
        AddressList allowlist,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        byte[] hash) {
    /**
     * Checks the scopes.
     *
     * @throws IllegalArgumentException when a scope is empty or has white space, which RFC 6749 section 3.3 uses
     *     between scopes
     */
    public ApiKey {
        scopes = Set.copyOf(scopes);
        for (String scope : scopes) {
            if (scope.isEmpty() || scope.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("Scope '" + scope + "' of key " + id
                        + " is empty or has white space; write scopes like transactions:read");
            }
        }
    }

    /** Who sends a request with this key. */
    public Caller caller() {
        return new Caller(id, owner, user, type, live, scopes);
    }

    /** The key without its hash. */
    @Override
    public String toString() {
        return (live ? "live " : "test ") + type + " key " + id + " of " + owner;
    }
}
