package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Health;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Settings;
import dev.errata.reference.harpoon.webhooks.CollectionEndpoint.Times;
import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of Open Collections endpoints. Every call runs on the connection that it is given. */
final class CollectionStore {
    private final SealedColumn secrets;

    /**
     * The table.
     *
     * @param secrets those of the endpoints
     */
    CollectionStore(SealedColumn secrets) {
        this.secrets = secrets;
    }

    /**
     * Adds an endpoint.
     *
     * @return false when its team has one already
     */
    boolean insert(JdbcClient db, CollectionEndpoint e) {
        return db.sql("insert into collection_endpoints (id, team, live, url, description, is_active, secret,"
                                + " consecutive_failures, created_at, updated_at) values (:id, :team, :live, :url,"
                                + " :description, :active, :secret, 0, :createdAt, :updatedAt)"
                                + " on conflict (team, live) do nothing")
                        .param("id", e.id())
                        .param("team", e.team())
                        .param("live", e.live() ? 1 : 0)
                        .param("url", e.settings().url())
                        .param("description", e.settings().description())
                        .param("active", e.settings().isActive() ? 1 : 0)
                        .param("secret", secrets.seal(e.id(), e.secret()))
                        .param("createdAt", e.times().createdAt().toEpochMilli())
                        .param("updatedAt", e.times().updatedAt().toEpochMilli())
                        .update()
                == 1;
    }

    /**
     * Changes what an endpoint's team decides.
     *
     * @return false when it is gone
     */
    boolean update(JdbcClient db, String id, Settings settings, Instant now) {
        return db.sql("update collection_endpoints set url = :url, description = :description,"
                                + " is_active = :active, updated_at = :now where id = :id")
                        .param("url", settings.url())
                        .param("description", settings.description())
                        .param("active", settings.isActive() ? 1 : 0)
                        .param("now", now.toEpochMilli())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Takes note of a delivery. */
    void attempted(JdbcClient db, String id, boolean delivered, Instant at) {
        db.sql(
                        delivered
                                ? "update collection_endpoints set last_success_at = :at, consecutive_failures = 0"
                                        + " where id = :id"
                                : "update collection_endpoints set last_failure_at = :at,"
                                        + " consecutive_failures = consecutive_failures + 1 where id = :id")
                .param("at", at.toEpochMilli())
                .param("id", id)
                .update();
    }

    /**
     * Removes the endpoint of a team.
     *
     * @return false when it has none
     */
    boolean delete(JdbcClient db, Caller caller) {
        return db.sql("delete from collection_endpoints where team = :team and live = :live")
                        .param("team", caller.owner())
                        .param("live", caller.live() ? 1 : 0)
                        .update()
                == 1;
    }

    Optional<CollectionEndpoint> ofTeam(JdbcClient db, String team, boolean live) {
        return db.sql("select * from collection_endpoints where team = :team and live = :live")
                .param("team", team)
                .param("live", live ? 1 : 0)
                .query((row, number) -> endpoint(row))
                .optional();
    }

    Optional<CollectionEndpoint> byId(JdbcClient db, String id) {
        return db.sql("select * from collection_endpoints where id = :id")
                .param("id", id)
                .query((row, number) -> endpoint(row))
                .optional();
    }

    private CollectionEndpoint endpoint(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new CollectionEndpoint(
                id,
                row.getString("team"),
                row.getInt("live") == 1,
                new Settings(row.getString("url"), row.getString("description"), row.getInt("is_active") == 1),
                secrets.open(id, row.getString("secret")),
                new Health(
                        instant(row, "last_success_at"),
                        instant(row, "last_failure_at"),
                        row.getInt("consecutive_failures")),
                new Times(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("updated_at"))));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
