package dev.errata.reference.hookbridge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages as they are kept. Every call runs on the connection that it is given. */
@Component
final class Messages {
    private final InstantSource clock;

    Messages(InstantSource clock) {
        this.clock = clock;
    }

    void insert(JdbcClient db, Message m) {
        db.sql("insert into messages (id, project_id, endpoint_id, status, attempt_count, replay_count, size_bytes,"
                        + " payload, payload_sha256, headers, settings_sha256, idempotency_key, retention_ms,"
                        + " retained_until, deleted, created_at, updated_at)"
                        + " values (:id, :project, :endpoint, :status, 0, 0, :size, :payload, :sha, :headers,"
                        + " :settings, :key, :retention, :retained, 0, :at, :at)")
                .param("id", m.id())
                .param("project", m.projectId())
                .param("endpoint", m.endpointId())
                .param("status", m.status())
                .param("size", m.sizeBytes())
                .param("payload", m.payload())
                .param("sha", m.payloadSha256())
                .param("headers", m.headers())
                .param("settings", m.settingsSha256())
                .param("key", m.idempotencyKey())
                .param("retention", m.retention().toMillis())
                .param("retained", m.retainedUntil().toEpochMilli())
                .param("at", m.createdAt().toEpochMilli())
                .update();
    }

    Message mustFind(JdbcClient db, String projectId, String id) {
        return find(db, id)
                .filter(message -> message.projectId().equals(projectId))
                .orElseThrow(() -> HookBridgeErrors.notFound("message"));
    }

    Optional<Message> find(JdbcClient db, String id) {
        return db.sql("select * from messages where id = :id")
                .param("id", id)
                .query((row, number) -> message(row))
                .optional();
    }

    Optional<Message> withKey(JdbcClient db, String endpointId, String key) {
        return db.sql("select * from messages where endpoint_id = :endpoint and idempotency_key = :key and deleted = 0")
                .param("endpoint", endpointId)
                .param("key", key)
                .query((row, number) -> message(row))
                .optional();
    }

    List<Message> page(JdbcClient db, MessageQuery query, Lists.Reading reading) {
        return db.sql("select * from messages" + query.where()
                        + " and number < :before order by number desc limit :most")
                .params(query.values())
                .param("before", reading.before())
                .param("most", reading.most())
                .query((row, number) -> message(row))
                .list();
    }

    List<String> waitingFor(JdbcClient db, String endpointId) {
        return db.sql("select id from messages where endpoint_id = :endpoint and status = 'queued' and deleted = 0")
                .param("endpoint", endpointId)
                .query(String.class)
                .list();
    }

    void setStatus(JdbcClient db, String id, String status) {
        db.sql("update messages set status = :status, next_attempt_at = null, updated_at = :now where id = :id")
                .param("status", status)
                .param("now", clock.millis())
                .param("id", id)
                .update();
    }

    void fail(JdbcClient db, String id, String reason) {
        db.sql("update messages set status = 'failed_permanent', next_attempt_at = null, last_error = :reason,"
                        + " updated_at = :now where id = :id")
                .param("reason", reason)
                .param("now", clock.millis())
                .param("id", id)
                .update();
    }

    void replayed(JdbcClient db, String id, int times) {
        db.sql("update messages set replay_count = replay_count + :times where id = :id")
                .param("times", times)
                .param("id", id)
                .update();
    }

    /** What an attempt has changed. The time of retention begins with the first delivery; replays leave it. */
    void attempted(JdbcClient db, Message m, Attempts.Outcome outcome) {
        Instant delivered = outcome.delivered() && m.deliveredAt() == null ? outcome.at() : m.deliveredAt();
        boolean first = delivered != null && m.deliveredAt() == null;
        Instant retained = first ? outcome.at().plus(m.retention()) : m.retainedUntil();
        boolean readOnce = outcome.delivered() && m.retention().isZero();
        db.sql("update messages set status = :status, attempt_count = attempt_count + 1, next_attempt_at = :next,"
                        + " last_error = :error, response_status = :answered, response_latency_ms = :took,"
                        + " delivered_at = :delivered, retained_until = :retained,"
                        + " payload = case when :gone then null else payload end, updated_at = :now where id = :id")
                .param(
                        "status",
                        outcome.delivered()
                                ? Message.SUCCEEDED
                                : outcome.next() == null ? Message.FAILED : Message.PENDING_RETRY)
                .param("next", Rows.millis(outcome.next()))
                .param("error", outcome.error())
                .param("answered", outcome.status())
                .param("took", outcome.tookMs())
                .param("delivered", Rows.millis(delivered))
                .param("retained", retained.toEpochMilli())
                .param("gone", readOnce)
                .param("now", clock.millis())
                .param("id", m.id())
                .update();
    }

    /** Removes the payload and sets the idempotency key free; what the log says stays. */
    void delete(JdbcClient db, String id) {
        db.sql("update messages set deleted = 1, payload = null, updated_at = :now where id = :id")
                .param("now", clock.millis())
                .param("id", id)
                .update();
    }

    /** Removes payloads whose retention ended before a moment. */
    int purge(JdbcClient db, Instant before) {
        return db.sql("update messages set payload = null where payload is not null and retained_until < :before"
                        + " and status in ('succeeded', 'failed_permanent')")
                .param("before", before.toEpochMilli())
                .update();
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getString("id"),
                row.getString("project_id"),
                row.getString("endpoint_id"),
                row.getString("status"),
                row.getInt("attempt_count"),
                row.getInt("replay_count"),
                row.getLong("size_bytes"),
                row.getString("payload"),
                row.getString("payload_sha256"),
                row.getString("headers"),
                row.getString("settings_sha256"),
                row.getString("idempotency_key"),
                Duration.ofMillis(row.getLong("retention_ms")),
                Rows.at(row, "retained_until"),
                Rows.atOrNull(row, "delivered_at"),
                Rows.atOrNull(row, "next_attempt_at"),
                row.getString("last_error"),
                Rows.number(row, "response_status"),
                Rows.number(row, "response_latency_ms"),
                row.getInt("deleted") == 1,
                Rows.at(row, "created_at"),
                Rows.at(row, "updated_at"),
                row.getLong("number"));
    }
}
