package dev.errata.reference.hookbridge;

import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What was taken in. Every call runs on the connection that it is given. */
@Component
final class InboundMessages {
    private final JsonMapper json;
    /** They may hold what lets a sender pass. */
    private final SealedColumn headers;

    InboundMessages(JsonMapper json, Database database, Sealer sealer) {
        this.json = json;
        this.headers = new SealedColumn(database, sealer, "inbound_messages", "id", "headers");
    }

    /** What is kept of a message beside what callers are shown. */
    record Kept(byte[] body, Map<String, String> headers, Instant retainedUntil) {}

    /**
     * Adds a message.
     *
     * @return the id of the first message under its key, which may be another's
     */
    String insert(JdbcClient db, InboundMessage m, Kept kept) {
        String key = m.idempotencyKey() == null ? null : Digests.sha256(m.idempotencyKey());
        int added = db.sql("insert into inbound_messages (id, project_id, inbound_endpoint_id, status, attempt_count,"
                        + " replay_count, body, content_type, headers, size_bytes, body_sha256, idempotency_key,"
                        + " key_sha256, retained_until, received_at, updated_at) values (:id, :project, :endpoint,"
                        + " :status, 0, 0, :body, :type, :headers, :size, :sha, :key, :digest, :retained, :at, :at)"
                        + " on conflict do nothing")
                .param("id", m.id())
                .param("project", m.projectId())
                .param("endpoint", m.inboundEndpointId())
                .param("status", m.progress().status().toString())
                .param("body", kept.body())
                .param("type", m.content().contentType())
                .param("headers", headers.seal(m.id(), json.writeValueAsString(kept.headers())))
                .param("size", m.content().sizeBytes())
                .param("sha", m.content().payloadSha256())
                .param("key", m.idempotencyKey())
                .param("digest", key)
                .param("retained", kept.retainedUntil().toEpochMilli())
                .param("at", m.content().receivedAt().toEpochMilli())
                .update();
        return added == 1 ? m.id() : withKey(db, m.inboundEndpointId(), key);
    }

    private static String withKey(JdbcClient db, String endpointId, @Nullable String digest) {
        return db.sql("select id from inbound_messages where inbound_endpoint_id = :endpoint and key_sha256 = :digest")
                .param("endpoint", endpointId)
                .param("digest", digest)
                .query(String.class)
                .single();
    }

    InboundMessage mustFind(JdbcClient db, String projectId, String id) {
        return db.sql("select * from inbound_messages where id = :id and project_id = :project")
                .param("id", id)
                .param("project", projectId)
                .query((row, number) -> message(row))
                .optional()
                .orElseThrow(() -> HookBridgeErrors.notFound("inbound_message"));
    }

    List<InboundMessage> page(JdbcClient db, InboundQuery query, Reading reading) {
        return db.sql("select * from inbound_messages" + query.where()
                        + " and number < :before order by number desc limit :most")
                .params(query.values())
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, number) -> message(row))
                .list();
    }

    /** Removes bodies whose retention has ended at a moment. */
    int purge(JdbcClient db, Instant at) {
        return db.sql("update inbound_messages set body = null where body is not null and retained_until <= :at")
                .param("at", at.toEpochMilli())
                .update();
    }

    private static InboundMessage message(ResultSet row) throws SQLException {
        return new InboundMessage(
                row.getString("id"),
                row.getString("project_id"),
                row.getString("inbound_endpoint_id"),
                new InboundMessage.Content(
                        row.getString("content_type"),
                        row.getLong("size_bytes"),
                        row.getString("body_sha256"),
                        Rows.at(row, "received_at")),
                row.getString("idempotency_key"),
                new InboundMessage.Progress(
                        MessageStatus.of(row.getString("status")),
                        row.getInt("attempt_count"),
                        row.getInt("replay_count"),
                        Rows.at(row, "updated_at")),
                row.getLong("number"));
    }
}
