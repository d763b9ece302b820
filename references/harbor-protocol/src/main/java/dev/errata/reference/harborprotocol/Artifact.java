package dev.errata.reference.harborprotocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an artifact beside its bytes.
 *
 * @param driver that has the bytes
 */
record Artifact(
        String id,
        Owner owner,
        String mimeType,
        long sizeBytes,
        @Nullable String filename,
        String sha256,
        String namespace,
        String source,
        String driver,
        Instant createdAt) {

    /** What the protocol shows of it. */
    record Ref(
            String id,
            String mimeType,
            long sizeBytes,
            @Nullable String filename,
            String sha256,
            String namespace,
            Scope scope) {}

    /** Whose it is. */
    record Scope(String tenant, String user, String session) {}

    Ref ref() {
        Scope scope = new Scope(owner.tenant(), owner.user(), owner.session());
        return new Ref(id, mimeType, sizeBytes, filename, sha256, namespace, scope);
    }
}
