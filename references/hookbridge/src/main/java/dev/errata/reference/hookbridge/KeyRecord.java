package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What callers see of a key after the answer that created it. */
record KeyRecord(
        @JsonProperty("key_id") String id,
        String prefix,
        @Nullable String label,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
