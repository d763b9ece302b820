package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SealedColumn;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Exchange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The log of attempts. Every call runs on the connection that it is given. */
@Component
final class Attempts {
    private static final int SLOW_DOWN = 429;

    private final Ids ids;
    private final JsonMapper json;
    /** They hold what receivers let pass, as the headers of endpoints do. */
    private final SealedColumn headers;

    Attempts(Ids ids, JsonMapper json, Database database, Sealer sealer) {
        this.ids = ids;
        this.json = json;
        this.headers = new SealedColumn(database, sealer, "attempts", "id", "headers");
    }

    /**
     * What came of an attempt.
     *
     * @param error why it failed, null when it succeeded
     * @param next when it is tried again
     */
    record Outcome(
            Attempt attempt,
            @Nullable String error,
            @Nullable Instant next) {
        static Outcome of(Attempt attempt, @Nullable Instant next) {
            return new Outcome(attempt, attempt.delivered() ? null : reason(attempt), next);
        }

        private static String reason(Attempt attempt) {
            return attempt.status() == null
                    ? "The endpoint was not reached: " + Objects.requireNonNull(attempt.failure()) + "."
                    : "The endpoint answered " + attempt.status() + ".";
        }

        boolean delivered() {
            return error == null;
        }

        Instant at() {
            return attempt.at();
        }

        long tookMs() {
            return attempt.took().toMillis();
        }

        /** What the receiver answered, null when it did not. */
        @Nullable
        Integer status() {
            return attempt.status();
        }

        /** Fast after a 429, slow after any other failure, null when it is not tried again. */
        @Nullable
        String retryType() {
            Integer status = attempt.status();
            return next == null ? null : status != null && status == SLOW_DOWN ? "fast" : "slow";
        }

        /** From the end of this attempt to the next, in whole seconds; null when it is not tried again. */
        @Nullable
        Long secondsUntilNext() {
            if (next == null) {
                return null;
            }
            Duration pause = Duration.between(at().plus(attempt.took()), next);
            return Math.max(0, (pause.toMillis() + 999) / 1000);
        }
    }

    /** The headers of an attempt and of its answer. */
    private record Headers(Map<String, String> sent, Map<String, String> received) {}

    /** What is known of the way of an attempt, null where it was not seen. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            @Nullable Map<String, String> requestHeaders,
            @Nullable Map<String, String> responseHeaders,
            @Nullable String resolvedIp,
            @Nullable Long ttfbMs) {}

    /** What came of an attempt and when it is made again. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Nullable Long responseStatus,
            long responseLatencyMs,
            @Nullable String errorText,
            @Nullable String retryType,
            @Nullable Long retryAfterSeconds) {}

    /** One attempt as callers see it. */
    record Entry(
            String id,
            int attemptNo,
            Instant createdAt,
            @JsonUnwrapped Result result,
            @JsonUnwrapped Seen seen) {}

    void add(JdbcClient db, String messageId, Outcome outcome) {
        Exchange exchange = outcome.attempt().exchange();
        String id = ids.uuid();
        db.sql("insert into attempts (id, message_id, attempt_no, created_at, took_ms, response_status, error_text,"
                        + " retry_type, retry_after_seconds, headers, resolved_ip, ttfb_ms) values (:id, :message,"
                        + " (select count(*) + 1 from attempts where message_id = :message), :at, :took, :status,"
                        + " :error, :type, :after, :headers, :ip, :ttfb)")
                .param("id", id)
                .param("message", messageId)
                .param("at", outcome.at().toEpochMilli())
                .param("took", outcome.tookMs())
                .param("status", outcome.status())
                .param("error", outcome.error())
                .param("type", outcome.retryType())
                .param("after", outcome.secondsUntilNext())
                .param("headers", sealed(id, exchange))
                .param("ip", exchange.address())
                .param(
                        "ttfb",
                        exchange.untilFirstByte() == null
                                ? null
                                : exchange.untilFirstByte().toMillis())
                .update();
    }

    private @Nullable String sealed(String id, Exchange exchange) {
        return exchange.sent().isEmpty()
                ? null
                : headers.seal(id, json.writeValueAsString(new Headers(exchange.sent(), exchange.received())));
    }

    /** The last attempts of a message, oldest first, and at most so many. */
    List<Entry> last(JdbcClient db, String messageId, int most) {
        List<Entry> found = new ArrayList<>(
                db.sql("select * from attempts where message_id = :id order by attempt_no desc limit :most")
                        .param("id", messageId)
                        .param("most", most)
                        .query((row, number) -> entry(row))
                        .list());
        Collections.reverse(found);
        return found;
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getString("id"),
                row.getInt("attempt_no"),
                Rows.at(row, "created_at"),
                new Result(
                        Rows.number(row, "response_status"),
                        row.getLong("took_ms"),
                        row.getString("error_text"),
                        row.getString("retry_type"),
                        Rows.number(row, "retry_after_seconds")),
                seen(row));
    }

    private Seen seen(ResultSet row) throws SQLException {
        String sealed = row.getString("headers");
        Headers opened =
                sealed == null ? null : json.readValue(headers.open(row.getString("id"), sealed), Headers.class);
        boolean answered = row.getString("resolved_ip") != null;
        return new Seen(
                opened == null ? null : opened.sent(),
                opened == null || !answered ? null : opened.received(),
                row.getString("resolved_ip"),
                Rows.number(row, "ttfb_ms"));
    }
}
