package dev.errata.reference.harbor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where events of one product are kept apart from those of another.
 *
 * @param status {@code active} or {@code suspended}
 * @param reason why it is suspended: {@code billing} or {@code policy}
 */
record Workspace(
        String id,
        @JsonIgnore String organization,
        @JsonIgnore boolean live,
        String name,
        String status,
        @JsonIgnore @Nullable String reason,
        Instant createdAt) {

    boolean refusesWrites() {
        return status.equals("suspended");
    }

    /** A suspension for billing lets you read what you have; one for policy does not. */
    boolean refusesReads() {
        return refusesWrites() && !"billing".equals(reason);
    }
}
