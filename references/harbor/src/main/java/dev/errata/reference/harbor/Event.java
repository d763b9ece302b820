package dev.errata.reference.harbor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened. Never changed and never deleted.
 *
 * @param payload the caller's own, as it came
 * @param number its place in its workspace
 */
record Event(
        String id,
        String type,
        String workspaceId,
        JsonNode payload,
        Instant createdAt,
        @JsonIgnore long number) {}
