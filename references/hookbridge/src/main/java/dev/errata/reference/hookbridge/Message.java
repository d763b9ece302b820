package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to bring to an endpoint.
 *
 * @param payload null when it was cleaned up
 * @param settingsSha256 of what else the request said, to tell two requests under one key apart
 * @param retention how long the payload is kept, from the first delivery on
 * @param number its place in the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Message(
        String id,
        String projectId,
        String endpointId,
        MessageStatus status,
        int attemptCount,
        int replayCount,
        long sizeBytes,
        @JsonIgnore @Nullable String payload,
        @JsonProperty("payload_sha256") String payloadSha256,
        @JsonIgnore String headers,
        @JsonIgnore String settingsSha256,
        @Nullable String idempotencyKey,
        @JsonIgnore Duration retention,
        @JsonIgnore Instant retainedUntil,
        @JsonIgnore @Nullable Instant deliveredAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastError,
        @Nullable Long responseStatus,
        @Nullable Long responseLatencyMs,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long number) {
    /** For the same words in every parameter that takes one. */
    static final String STATUSES = "queued|delivering|pending_retry|succeeded|failed_permanent";

    /** Payloads are JSON, always. */
    @JsonProperty
    String contentType() {
        return "application/json";
    }

    /** Whether its retention goes on at a moment; the one at which it ends is past it. */
    boolean isRetained(Instant at) {
        return at.isBefore(retainedUntil);
    }

    @JsonIgnore
    boolean hasEnded() {
        return status.isEnd();
    }

    /** Whether its payload was taken away; its status stays as it was. */
    @JsonIgnore
    boolean isDeleted() {
        return deletedAt != null;
    }
}
