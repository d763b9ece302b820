package dev.errata.reference.harbor;

import java.time.Instant;
import java.util.List;

/** An endpoint of a workspace. The secret is kept as it is, because every delivery is signed with it. */
record Webhook(
        String id,
        String workspaceId,
        String url,
        List<String> events,
        String secret,
        String status,
        Instant createdAt,
        long number) {
    /** Subscribes to everything. */
    static final String ALL = "*";

    boolean hears(String type) {
        return status.equals("active") && (events.contains(ALL) || events.contains(type));
    }

    /** What callers see after the answer that created it. */
    record View(String id, String workspaceId, String url, List<String> events, String status, Instant createdAt) {}

    View view() {
        return new View(id, workspaceId, url, events, status, createdAt);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Webhook " + id + " of " + workspaceId;
    }
}
