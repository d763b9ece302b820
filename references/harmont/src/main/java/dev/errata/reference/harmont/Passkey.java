package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential of an account.
 *
 * @param credential what the authenticator calls it, as base64url
 * @param key its public key and what belongs to it, as the authenticator gave it
 * @param uses the authenticator's count when it was last seen; 0 for one that does not count
 */
record Passkey(
        @JsonIgnore String credential,
        String uuid,
        @JsonIgnore String userId,
        @Nullable String nickname,
        @JsonIgnore byte[] key,
        @JsonIgnore boolean backupEligible,
        @JsonIgnore long uses,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
