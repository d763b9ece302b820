package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A credential of an account; {@code aaguid} says of which make its authenticator is, as hex digits. */
record Passkey(
        String uuid,
        @JsonIgnore String userId,
        String nickname,
        @Nullable String aaguid,
        @JsonIgnore Credential credential,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /**
     * What its use is verified by.
     *
     * @param id what the authenticator calls it, as base64url
     * @param key its public key and what belongs to it, as the authenticator gave it
     * @param uses the authenticator's count when it was last seen; 0 for one that does not count
     */
    record Credential(String id, byte[] key, boolean backupEligible, long uses) {}
}
