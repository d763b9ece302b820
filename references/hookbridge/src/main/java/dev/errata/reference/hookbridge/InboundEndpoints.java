package dev.errata.reference.hookbridge;

import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Inbound endpoints. Every call runs on the connection that it is given. */
@Component
final class InboundEndpoints {
    private static final String TABLE = "inbound_endpoints";

    private final JsonMapper json;
    private final SealedColumn settings;
    private final SealedColumn tokens;

    InboundEndpoints(JsonMapper json, Database database, Sealer sealer) {
        this.json = json;
        this.settings = new SealedColumn(database, sealer, TABLE, "id", "settings");
        this.tokens = new SealedColumn(database, sealer, TABLE, "id", "token");
    }

    void insert(JdbcClient db, InboundEndpoint e) {
        db.sql(
                        "insert into inbound_endpoints (id, project_id, settings, token, paused, deleted, created_at, updated_at)"
                                + " values (:id, :project, :settings, :token, 0, 0, :at, :at)")
                .param("id", e.id())
                .param("project", e.projectId())
                .param("settings", settings.seal(e.id(), json.writeValueAsString(e.settings())))
                .param("token", tokens.seal(e.id(), e.token()))
                .param("at", e.life().createdAt().toEpochMilli())
                .update();
    }

    /** The settings with those of a request over them. */
    InboundSettings merged(InboundSettings before, InboundSettings request) {
        ObjectNode merged = json.valueToTree(before);
        ObjectNode over = json.valueToTree(request);
        merged.setAll(over);
        return json.treeToValue(merged, InboundSettings.class);
    }

    void update(JdbcClient db, InboundEndpoint e) {
        db.sql("update inbound_endpoints set settings = :settings, updated_at = :at where id = :id")
                .param("id", e.id())
                .param("settings", settings.seal(e.id(), json.writeValueAsString(e.settings())))
                .param("at", e.life().updatedAt().toEpochMilli())
                .update();
    }

    /** Takes nothing in, or takes in again. */
    void pause(JdbcClient db, String projectId, String id, boolean paused) {
        changed(db.sql("update inbound_endpoints set paused = :paused"
                        + " where id = :id and project_id = :project and deleted = 0")
                .param("paused", paused ? 1 : 0)
                .param("id", id)
                .param("project", projectId)
                .update());
    }

    void delete(JdbcClient db, String projectId, String id, long at) {
        changed(db.sql("update inbound_endpoints set deleted = 1, updated_at = :at"
                        + " where id = :id and project_id = :project and deleted = 0")
                .param("at", at)
                .param("id", id)
                .param("project", projectId)
                .update());
    }

    private static void changed(int endpoints) {
        if (endpoints == 0) {
            throw HookBridgeErrors.notFound("inbound_endpoint");
        }
    }

    /** An inbound endpoint of the project that was not deleted. */
    InboundEndpoint mustFind(JdbcClient db, String projectId, String id) {
        return find(db, id)
                .filter(endpoint -> endpoint.projectId().equals(projectId)
                        && !endpoint.state().deleted())
                .orElseThrow(() -> HookBridgeErrors.notFound("inbound_endpoint"));
    }

    /** Also one that was deleted. */
    Optional<InboundEndpoint> find(JdbcClient db, String id) {
        return db.sql("select * from inbound_endpoints where id = :id")
                .param("id", id)
                .query((row, number) -> endpoint(row))
                .optional();
    }

    /** Where the messages of an endpoint go, also of one that was deleted; empty when they go nowhere. */
    String url(JdbcClient db, String id) {
        return find(db, id).map(endpoint -> endpoint.settings().urlOrEmpty()).orElse("");
    }

    List<InboundEndpoint> page(JdbcClient db, String projectId, Reading reading) {
        return db.sql("select * from inbound_endpoints where project_id = :project and deleted = 0"
                        + " and number < :before order by number desc limit :most")
                .param("project", projectId)
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, number) -> endpoint(row))
                .list();
    }

    long ofTenant(JdbcClient db, String tenantId) {
        return db.sql("select count(*) from inbound_endpoints e join projects on projects.id = e.project_id"
                        + " where tenant_id = :tenant and deleted = 0 and projects.status <> 'deleted'")
                .param("tenant", tenantId)
                .query(Long.class)
                .single();
    }

    private InboundEndpoint endpoint(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new InboundEndpoint(
                id,
                row.getString("project_id"),
                json.readValue(settings.open(id, row.getString("settings")), InboundSettings.class),
                tokens.open(id, row.getString("token")),
                new InboundEndpoint.State(row.getInt("paused") == 1, row.getInt("deleted") == 1),
                new InboundEndpoint.Life(Rows.at(row, "created_at"), Rows.at(row, "updated_at")),
                row.getLong("number"));
    }
}
