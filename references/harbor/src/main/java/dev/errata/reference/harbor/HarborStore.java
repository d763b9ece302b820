package dev.errata.reference.harbor;

import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The tables of workspaces, events and webhooks. Every call runs on the connection that it is given. */
final class HarborStore {
    private final JsonMapper json;
    private final SealedColumn secrets;

    /**
     * The tables.
     *
     * @param secrets those of the webhooks
     */
    HarborStore(JsonMapper json, SealedColumn secrets) {
        this.json = json;
        this.secrets = secrets;
    }

    /** Adds a workspace, unless it is there: nodes that start at the same time make that of the demo keys. */
    void insert(JdbcClient db, Workspace w) {
        db.sql("insert into workspaces (id, organization, live, name, status, reason, created_at)"
                        + " values (:id, :organization, :live, :name, :status, :reason, :at)"
                        + " on conflict (id) do nothing")
                .param("id", w.id())
                .param("organization", w.organization())
                .param("live", w.live() ? 1 : 0)
                .param("name", w.name())
                .param("status", w.status())
                .param("reason", w.reason())
                .param("at", w.createdAt().toEpochMilli())
                .update();
    }

    Optional<Workspace> workspace(JdbcClient db, String organization, boolean live, String id) {
        return db.sql("select * from workspaces where id = :id and organization = :organization and live = :live")
                .param("id", id)
                .param("organization", organization)
                .param("live", live ? 1 : 0)
                .query((row, number) -> new Workspace(
                        row.getString("id"),
                        row.getString("organization"),
                        row.getInt("live") == 1,
                        row.getString("name"),
                        row.getString("status"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .optional();
    }

    boolean isSuspended(JdbcClient db, String workspaceId) {
        return db.sql("select count(*) from workspaces where id = :id and status = 'suspended'")
                        .param("id", workspaceId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void suspend(JdbcClient db, String workspaceId, String reason) {
        db.sql("update workspaces set status = 'suspended', reason = :reason where id = :id")
                .param("id", workspaceId)
                .param("reason", reason)
                .update();
    }

    void resume(JdbcClient db, String workspaceId) {
        db.sql("update workspaces set status = 'active', reason = null where id = :id")
                .param("id", workspaceId)
                .update();
    }

    /** The place of what is made next in a workspace; others that make something there wait for the transaction's end. */
    long nextNumber(JdbcClient db, String workspaceId) {
        db.sql("update workspaces set made = made + 1 where id = :id")
                .param("id", workspaceId)
                .update();
        return db.sql("select made from workspaces where id = :id")
                .param("id", workspaceId)
                .query(Long.class)
                .single();
    }

    void insert(JdbcClient db, Event e, String payload) {
        db.sql("insert into events (id, workspace_id, type, payload, created_at, number)"
                        + " values (:id, :workspace, :type, :payload, :at, :number)")
                .param("id", e.id())
                .param("workspace", e.workspaceId())
                .param("type", e.type())
                .param("payload", payload)
                .param("at", e.createdAt().toEpochMilli())
                .param("number", e.number())
                .update();
    }

    Optional<Event> event(JdbcClient db, String id) {
        return db.sql("select * from events where id = :id")
                .param("id", id)
                .query((row, number) -> event(row))
                .optional();
    }

    List<Event> events(JdbcClient db, String workspaceId, long before, int most) {
        return db.sql("select * from events where workspace_id = :workspace and number < :before"
                        + " order by number desc limit :most")
                .param("workspace", workspaceId)
                .param("before", before)
                .param("most", most)
                .query((row, number) -> event(row))
                .list();
    }

    void insert(JdbcClient db, Webhook w) {
        db.sql("insert into webhooks (id, workspace_id, url, events, secret, status, created_at, number)"
                        + " values (:id, :workspace, :url, :events, :secret, :status, :at, :number)")
                .param("id", w.id())
                .param("workspace", w.workspaceId())
                .param("url", w.url())
                .param("events", String.join(" ", w.events()))
                .param("secret", secrets.seal(w.id(), w.secret()))
                .param("status", w.status())
                .param("at", w.createdAt().toEpochMilli())
                .param("number", w.number())
                .update();
    }

    Optional<Webhook> webhook(JdbcClient db, String id) {
        return db.sql("select * from webhooks where id = :id")
                .param("id", id)
                .query((row, number) -> webhook(row))
                .optional();
    }

    List<Webhook> webhooks(JdbcClient db, String workspaceId, long before, int most) {
        return db.sql("select * from webhooks where workspace_id = :workspace and number < :before"
                        + " order by number desc limit :most")
                .param("workspace", workspaceId)
                .param("before", before)
                .param("most", most)
                .query((row, number) -> webhook(row))
                .list();
    }

    private Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getString("id"),
                row.getString("type"),
                row.getString("workspace_id"),
                json.readTree(row.getString("payload")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getLong("number"));
    }

    private Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("url"),
                List.of(row.getString("events").split(" ")),
                secrets.open(row.getString("id"), row.getString("secret")),
                row.getString("status"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getLong("number"));
    }
}
