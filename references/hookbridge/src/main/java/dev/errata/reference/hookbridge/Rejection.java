package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;

/**
 * What a sender was refused.
 *
 * @param headersRedacted JSON with the names of the request's headers, and no value of them
 * @param number its place in the list
 */
record Rejection(
        String id,
        String inboundEndpointId,
        @JsonUnwrapped Why why,
        String sourceIp,
        String headersRedacted,
        Instant receivedAt,
        @JsonIgnore long number) {
    /** Why it was refused. */
    record Why(String reasonCode, String reasonDetail) {}
}
