package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was taken in.
 *
 * @param idempotencyKey what its sender tells its messages apart by
 * @param number its place in the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InboundMessage(
        String id,
        String projectId,
        String inboundEndpointId,
        @JsonUnwrapped Content content,
        @Nullable String idempotencyKey,
        @JsonUnwrapped Progress progress,
        @JsonIgnore long number) {
    /** What came. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(
            @Nullable String contentType,
            long sizeBytes,
            @JsonProperty("payload_sha256") String payloadSha256,
            Instant receivedAt) {}

    /** What became of it. */
    record Progress(MessageStatus status, int attemptCount, int replayCount, Instant updatedAt) {}
}
