package dev.errata.reference.hookbridge;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The CSV of an export (RFC 4180). */
final class ExportCsv {
    /** The first line. */
    static final String HEADER = line(
            "message_id",
            "endpoint_id",
            "status",
            "attempt_count",
            "created_at",
            "delivered_at",
            "response_status",
            "response_latency_ms",
            "last_error");

    private ExportCsv() {}

    static String line(Message m) {
        return line(
                m.id(),
                m.endpointId(),
                m.status(),
                m.attemptCount(),
                m.createdAt(),
                m.deliveredAt(),
                m.responseStatus(),
                m.responseLatencyMs(),
                m.lastError());
    }

    private static String line(@Nullable Object... values) {
        return Arrays.stream(values).map(ExportCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
