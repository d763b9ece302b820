package dev.errata.guard.key;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be.
 *
 * @param owner the account that the key acts for
 * @param user the user whose key it is
 * @param type one of the format's types
 * @param live false for a test key
 * @param scopes what the key may do
 * @param allowlist the addresses that may use it; when empty, all may
 * @param expiresAt the first moment at which it is not taken any more, null when it has no end
 */
public record ApiKeyGrant(
        String owner,
        String user,
        String type,
        boolean live,
        Set<String> scopes,
        AddressList allowlist,
        @Nullable Instant expiresAt) {}
