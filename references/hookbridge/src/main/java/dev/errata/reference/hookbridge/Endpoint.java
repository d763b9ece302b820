package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go.
 *
 * @param rateLimitRps deliveries in a second; 0 for as many as there are
 * @param burst deliveries at once
 * @param headers that every delivery carries
 * @param number its place in its project
 */
record Endpoint(
        String id,
        @JsonIgnore String projectId,
        String url,
        @Nullable String description,
        int rateLimitRps,
        int burst,
        Map<String, String> headers,
        boolean paused,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore long number) {
    /** What lists show. */
    record Item(String id, String url, @Nullable String description, boolean paused, Instant createdAt) {}

    Item item() {
        return new Item(id, url, description, paused, createdAt);
    }
}
