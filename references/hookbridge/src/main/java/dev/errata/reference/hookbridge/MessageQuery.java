package dev.errata.reference.hookbridge;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a project are meant; null means all.
 *
 * @param statuses in one of these; empty means all
 * @param from the first moment of their creation
 * @param to the first moment after it
 */
record MessageQuery(
        String projectId,
        @Nullable String endpointId,
        Set<String> statuses,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean deletedToo) {
    /** What the log has: the rows of messages that were deleted stay in it. */
    static MessageQuery logged(
            String projectId,
            @Nullable String endpointId,
            @Nullable String status,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new MessageQuery(projectId, endpointId, oneOrAll(status), from, to, true);
    }

    /** Messages that were not deleted. */
    static MessageQuery kept(String projectId, @Nullable String endpointId, @Nullable String status) {
        return new MessageQuery(projectId, endpointId, oneOrAll(status), null, null, false);
    }

    private static Set<String> oneOrAll(@Nullable String status) {
        return status == null ? Set.of() : Set.of(status);
    }

    String where() {
        return " where project_id = :project"
                + (deletedToo ? "" : " and deleted = 0")
                + (endpointId == null ? "" : " and endpoint_id = :endpoint")
                + (statuses.isEmpty() ? "" : " and status in (:statuses)")
                + (from == null ? "" : " and created_at >= :from")
                + (to == null ? "" : " and created_at < :to");
    }

    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("endpoint", endpointId);
        values.put("statuses", statuses);
        values.put("from", Rows.millis(from));
        values.put("to", Rows.millis(to));
        return values;
    }

    /** What a cursor is bound to. */
    Map<String, String> filter() {
        Map<String, String> filter = new TreeMap<>();
        values().forEach((name, value) -> filter.put(name, String.valueOf(value)));
        return filter;
    }
}
