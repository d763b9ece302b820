package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of an artifact beside its bytes. */
public record Artifact(String id, Owner owner, Content content, Origin origin, Place place) {
    /** What the bytes are. */
    public record Content(
            String mimeType, long sizeBytes, @Nullable String filename, String sha256) {}

    /**
     * Where they come from.
     *
     * @param task that made them, null when none did
     */
    public record Origin(
            String namespace,
            String source,
            List<String> tags,
            @Nullable String task) {}

    /**
     * Where they are.
     *
     * @param driver that has the bytes
     * @param blob its name for them
     */
    public record Place(String driver, String blob, Instant createdAt) {}

    /** What the protocol shows of it. */
    Map<String, Object> ref() {
        return Row.of(
                "id", id,
                "mime_type", content.mimeType(),
                "size_bytes", content.sizeBytes(),
                "filename", content.filename(),
                "sha256", content.sha256(),
                "namespace", origin.namespace(),
                "scope",
                        Row.of(
                                "tenant",
                                owner.tenant(),
                                "user",
                                owner.user(),
                                "session",
                                owner.session(),
                                "task",
                                origin.task()));
    }

    Map<String, Object> row() {
        return Row.of(
                "ref",
                ref(),
                "tags",
                origin.tags().isEmpty() ? null : origin.tags(),
                "source",
                origin.source(),
                "driver",
                place.driver(),
                "created_at",
                place.createdAt());
    }
}
