package dev.errata.reference.hookbridge;

import dev.errata.guard.cursor.NumberedPages.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages as they are kept. Every call runs on the connection that it is given. */
@Component
final class Messages {
    private final InstantSource clock;

    Messages(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a message.
     *
     * @return false when its endpoint has one under its key
     */
    boolean insert(JdbcClient db, Message m) {
        return db.sql(
                                "insert into messages (id, project_id, endpoint_id, status, attempt_count, replay_count, size_bytes,"
                                        + " payload, payload_sha256, headers, settings_sha256, idempotency_key, retention_ms,"
                                        + " retained_until, deleted, created_at, updated_at)"
                                        + " values (:id, :project, :endpoint, :status, 0, 0, :size, :payload, :sha, :headers,"
                                        + " :settings, :key, :retention, :retained, 0, :at, :at) on conflict do nothing")
                        .param("id", m.id())
                        .param("project", m.projectId())
                        .param("endpoint", m.endpointId())
                        .param("status", m.status().toString())
                        .param("size", m.sizeBytes())
                        .param("payload", m.payload())
                        .param("sha", m.payloadSha256())
                        .param("headers", m.headers())
                        .param("settings", m.settingsSha256())
                        .param("key", m.idempotencyKey())
                        .param("retention", m.retention().toMillis())
                        .param("retained", m.retainedUntil().toEpochMilli())
                        .param("at", m.createdAt().toEpochMilli())
                        .update()
                == 1;
    }

    /** As {@link #mustFind}; nobody else changes it until the transaction ends. */
    Message mustFindToChange(JdbcClient db, String projectId, String id) {
        boolean unused = MessageStatus.TRANSITIONS.hold(db, id);
        return mustFind(db, projectId, id);
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<Message> findToChange(JdbcClient db, String id) {
        boolean unused = MessageStatus.TRANSITIONS.hold(db, id);
        return find(db, id);
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

    List<Message> page(JdbcClient db, MessageQuery query, Reading reading) {
        return db.sql("select * from messages" + query.where()
                        + " and number < :before order by number desc limit :most")
                .params(query.values())
                .param("before", reading.beyond())
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

    /** Moves a message that is held. */
    void move(JdbcClient db, Message held, MessageStatus to) {
        move(db, held, to, Map.of());
    }

    void fail(JdbcClient db, Message held, String reason) {
        move(db, held, MessageStatus.FAILED_PERMANENT, Map.of("last_error", reason));
    }

    /** Queues a message that is held once more. */
    void replay(JdbcClient db, Message held) {
        move(db, held, MessageStatus.QUEUED, Map.of("replay_count", held.replayCount() + 1));
    }

    /** Queues a message that is held and was given up once more, which does not count as a replay. */
    void replayGivenUp(JdbcClient db, Message held) {
        move(db, held, MessageStatus.QUEUED);
    }

    private void move(JdbcClient db, Message held, MessageStatus to, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("next_attempt_at", null);
        also.put("updated_at", clock.millis());
        also.putAll(more);
        if (!MessageStatus.TRANSITIONS.move(db, held.id(), held.status(), to, also)) {
            throw new IllegalStateException("The message " + held.id() + " was changed while it was held");
        }
    }

    /** For test controls: as if it had been replayed so many times. */
    void replayed(JdbcClient db, String id, int times) {
        db.sql("update messages set replay_count = replay_count + :times where id = :id")
                .param("times", times)
                .param("id", id)
                .update();
    }

    /**
     * What an attempt has changed of a message that is held. One that has ended meanwhile stays as it ended, and one that
     * was deleted meanwhile is not tried again. The time of retention begins with the first delivery; replays leave it.
     */
    void attempted(JdbcClient db, Message held, Attempts.Outcome outcome) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("attempt_count", held.attemptCount() + 1);
        also.put("response_status", outcome.status());
        also.put("response_latency_ms", outcome.tookMs());
        if (held.hasEnded()) {
            move(db, held, held.status(), also);
            return;
        }
        also.put("next_attempt_at", held.isDeleted() ? null : Rows.millis(outcome.next()));
        also.put("last_error", outcome.error());
        if (outcome.delivered() && held.deliveredAt() == null) {
            also.put("delivered_at", outcome.at().toEpochMilli());
            also.put("retained_until", outcome.at().plus(held.retention()).toEpochMilli());
        }
        if (outcome.delivered() && held.retention().isZero()) {
            also.put("payload", null);
        }
        move(db, held, after(held, outcome), also);
    }

    private static MessageStatus after(Message held, Attempts.Outcome outcome) {
        if (outcome.delivered()) {
            return MessageStatus.SUCCEEDED;
        }
        return outcome.next() == null || held.isDeleted()
                ? MessageStatus.FAILED_PERMANENT
                : MessageStatus.PENDING_RETRY;
    }

    /**
     * Removes the payload and sets the idempotency key free; status, attempts and what the log says stay.
     *
     * @return when that was
     */
    Instant delete(JdbcClient db, String id) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        db.sql("update messages set deleted = 1, deleted_at = :now, payload = null, next_attempt_at = null,"
                        + " updated_at = :now where id = :id")
                .param("now", now.toEpochMilli())
                .param("id", id)
                .update();
        return now;
    }

    /** Removes payloads whose retention has ended at a moment, and says how many that were. */
    int purge(JdbcClient db, Instant at) {
        return db.sql("update messages set payload = null where payload is not null and retained_until <= :at"
                        + " and status in ('succeeded', 'failed_permanent')")
                .param("at", at.toEpochMilli())
                .update();
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getString("id"),
                row.getString("project_id"),
                row.getString("endpoint_id"),
                MessageStatus.of(row.getString("status")),
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
                Rows.atOrNull(row, "deleted_at"),
                Rows.at(row, "created_at"),
                Rows.at(row, "updated_at"),
                row.getLong("number"));
    }
}
