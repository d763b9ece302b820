package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of webhooks. Every call runs on the connection that it is given. */
final class WebhookStore {
    private final SealedColumn secrets;

    /**
     * The table.
     *
     * @param secrets those of the webhooks
     */
    WebhookStore(SealedColumn secrets) {
        this.secrets = secrets;
    }

    void insert(JdbcClient db, Webhook w) {
        db.sql("insert into webhooks (id, team, live, url, events, description, secret, is_active, created_at,"
                        + " updated_at) values (:id, :team, :live, :url, :events, :description, :secret, :active,"
                        + " :createdAt, :updatedAt)")
                .param("id", w.id())
                .param("team", w.team())
                .param("live", w.live() ? 1 : 0)
                .param("url", w.url())
                .param("events", String.join(" ", w.events()))
                .param("description", w.description())
                .param("secret", secrets.seal(w.id(), w.secret()))
                .param("active", w.isActive() ? 1 : 0)
                .param("createdAt", w.createdAt().toEpochMilli())
                .param("updatedAt", w.updatedAt().toEpochMilli())
                .update();
    }

    void update(JdbcClient db, Webhook w) {
        db.sql("update webhooks set url = :url, events = :events, description = :description,"
                        + " is_active = :active, updated_at = :updatedAt where id = :id")
                .param("id", w.id())
                .param("url", w.url())
                .param("events", String.join(" ", w.events()))
                .param("description", w.description())
                .param("active", w.isActive() ? 1 : 0)
                .param("updatedAt", w.updatedAt().toEpochMilli())
                .update();
    }

    void delete(JdbcClient db, String id) {
        db.sql("delete from webhooks where id = :id").param("id", id).update();
    }

    Optional<Webhook> byId(JdbcClient db, Caller caller, String id) {
        return db.sql("select * from webhooks where id = :id and team = :team and live = :live")
                .param("id", id)
                .param("team", caller.owner())
                .param("live", caller.live() ? 1 : 0)
                .query((row, number) -> webhook(row))
                .optional();
    }

    Optional<Webhook> byId(JdbcClient db, String id) {
        return db.sql("select * from webhooks where id = :id")
                .param("id", id)
                .query((row, number) -> webhook(row))
                .optional();
    }

    List<Webhook> ofTeam(JdbcClient db, String team, boolean live) {
        return db.sql("select * from webhooks where team = :team and live = :live order by created_at, id")
                .param("team", team)
                .param("live", live ? 1 : 0)
                .query((row, number) -> webhook(row))
                .list();
    }

    private Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("id"),
                row.getString("team"),
                row.getInt("live") == 1,
                row.getString("url"),
                List.of(row.getString("events").split(" ")),
                row.getString("description"),
                secrets.open(row.getString("id"), row.getString("secret")),
                row.getInt("is_active") == 1,
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
