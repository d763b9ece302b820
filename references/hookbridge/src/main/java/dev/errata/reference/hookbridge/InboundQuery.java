package dev.errata.reference.hookbridge;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which of what came to a project is meant; null means all. */
record InboundQuery(
        String projectId,
        @Nullable String endpointId,
        @Nullable String status,
        Spans.Span span) {
    String where() {
        return " where project_id = :project"
                + (endpointId == null ? "" : " and inbound_endpoint_id = :endpoint")
                + (status == null ? "" : " and status = :status")
                + (span.start() == null ? "" : " and received_at >= :from")
                + (span.end() == null ? "" : " and received_at < :to");
    }

    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("project", projectId);
        values.put("endpoint", endpointId);
        values.put("status", status);
        values.put("from", Rows.millis(span.start()));
        values.put("to", Rows.millis(span.end()));
        return values;
    }

    /** What a cursor is bound to. */
    Map<String, String> filter() {
        Map<String, String> filter = new TreeMap<>();
        values().forEach((name, value) -> filter.put(name, String.valueOf(value)));
        return filter;
    }
}
