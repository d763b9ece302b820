package dev.errata.reference.harpoon.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint of a team. The secret is kept as it is, because every delivery is signed with it. */
record Webhook(
        String id,
        String team,
        boolean live,
        String url,
        List<String> events,
        @Nullable String description,
        String secret,
        boolean isActive,
        Instant createdAt,
        Instant updatedAt) {

    /** What callers see; the secret is shown once, by the answer that creates the webhook. */
    record View(
            String id,
            String url,
            List<String> events,
            @Nullable String description,
            boolean isActive,
            Instant createdAt,
            Instant updatedAt) {}

    View view() {
        return new View(id, url, events, description, isActive, createdAt, updatedAt);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Webhook " + id + " of " + team;
    }
}
