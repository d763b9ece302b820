package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;

/**
 * What is built, again and again.
 *
 * @param allowManual whether people may start builds by themselves
 */
record Pipeline(
        @JsonIgnore long number,
        String organization,
        String slug,
        String name,
        boolean allowManual,
        Instant createdAt) {}
