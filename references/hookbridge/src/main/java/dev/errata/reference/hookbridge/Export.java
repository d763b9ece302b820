package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a project's log.
 *
 * @param status pending, processing, completed, expired or failed
 * @param token names the file in the address that it is downloaded from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Export(
        String id,
        String projectId,
        String status,
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
        Instant createdAt) {
    static final String PENDING = "pending";
    static final String PROCESSING = "processing";
    static final String COMPLETED = "completed";
    static final String EXPIRED = "expired";
    static final String FAILED = "failed";

    @JsonIgnore
    boolean isActive() {
        return status.equals(PENDING) || status.equals(PROCESSING);
    }

    /** Keeps the address of the file out of logs. */
    @Override
    public String toString() {
        return "Export " + id;
    }
}
