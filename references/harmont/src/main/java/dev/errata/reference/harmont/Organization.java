package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose pipelines, builds and balance are one. */
record Organization(
        @JsonIgnore long number,
        String slug,
        String name,
        @Nullable String url,
        Instant createdAt) {}
