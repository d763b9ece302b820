package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log of attempts. Every call runs on the connection that it is given. */
@Component
final class Attempts {
    private final Ids ids;

    Attempts(Ids ids) {
        this.ids = ids;
    }

    /**
     * What came of an attempt.
     *
     * @param status what the receiver answered, null when it did not
     * @param error why it failed, null when it succeeded
     * @param next when it is tried again
     * @param retryType fast after a 429, slow after any other failure, null when it is not tried again
     * @param retryAfterSeconds what the receiver asked for
     */
    record Outcome(
            Instant at,
            long tookMs,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable Instant next,
            @Nullable String retryType,
            @Nullable Long retryAfterSeconds) {
        boolean delivered() {
            return error == null;
        }
    }

    /** One attempt as callers see it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String id,
            int attemptNo,
            Instant createdAt,
            @Nullable Long responseStatus,
            long responseLatencyMs,
            @Nullable String errorText,
            @Nullable String retryType,
            @Nullable Long retryAfterSeconds) {}

    void add(JdbcClient db, String messageId, Outcome outcome) {
        db.sql("insert into attempts (id, message_id, attempt_no, created_at, took_ms, response_status, error_text,"
                        + " retry_type, retry_after_seconds) values (:id, :message,"
                        + " (select count(*) + 1 from attempts where message_id = :message), :at, :took, :status,"
                        + " :error, :type, :after)")
                .param("id", ids.uuid())
                .param("message", messageId)
                .param("at", outcome.at().toEpochMilli())
                .param("took", outcome.tookMs())
                .param("status", outcome.status())
                .param("error", outcome.error())
                .param("type", outcome.retryType())
                .param("after", outcome.retryAfterSeconds())
                .update();
    }

    List<Entry> of(JdbcClient db, String messageId) {
        return db.sql("select * from attempts where message_id = :id order by attempt_no")
                .param("id", messageId)
                .query((row, number) -> new Entry(
                        row.getString("id"),
                        row.getInt("attempt_no"),
                        Rows.at(row, "created_at"),
                        Rows.number(row, "response_status"),
                        row.getLong("took_ms"),
                        row.getString("error_text"),
                        row.getString("retry_type"),
                        Rows.number(row, "retry_after_seconds")))
                .list();
    }
}
