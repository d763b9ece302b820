package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a project's log.
 *
 * @param token names the file in the address that it is downloaded from
 * @param claim how often it was taken up to be written
 * @param leasedUntil when who has taken it up may be taken for dead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Export(
        String id,
        String projectId,
        ExportStatus status,
        Instant filterStartTime,
        Instant filterEndTime,
        @Nullable String filterStatus,
        @Nullable String filterEndpointId,
        @JsonIgnore String token,
        @Nullable Long rowCount,
        @Nullable Long fileSizeBytes,
        @Nullable String errorMessage,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @JsonIgnore long claim,
        @JsonIgnore @Nullable Instant leasedUntil) {
    @JsonIgnore
    boolean isActive() {
        return status == ExportStatus.PENDING || status == ExportStatus.PROCESSING;
    }

    /** Keeps the address of the file out of logs. */
    @Override
    public String toString() {
        return "Export " + id;
    }
}
