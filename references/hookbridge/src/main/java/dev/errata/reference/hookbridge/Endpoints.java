package dev.errata.reference.hookbridge;

import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints and their signing keys. Every call runs on the connection that it is given. */
@Component
final class Endpoints {
    private final JsonMapper json;
    private final SealedColumn secrets;
    /** They may hold what receivers let pass. */
    private final SealedColumn headers;

    Endpoints(JsonMapper json, Database database, Sealer sealer) {
        this.json = json;
        this.secrets = new SealedColumn(database, sealer, "signing_keys", "id", "secret");
        this.headers = new SealedColumn(database, sealer, "endpoints", "id", "headers");
    }

    void insert(JdbcClient db, Endpoint e) {
        db.sql("insert into endpoints (id, project_id, url, description, rate_limit_rps, burst, headers, paused,"
                        + " deleted, created_at, updated_at) values (:id, :project, :url, :description, :rps, :burst,"
                        + " :headers, :paused, 0, :created, :updated)")
                .param("project", e.projectId())
                .param("created", e.createdAt().toEpochMilli())
                .params(changing(e))
                .update();
    }

    void update(JdbcClient db, Endpoint e) {
        db.sql("update endpoints set url = :url, description = :description, rate_limit_rps = :rps, burst = :burst,"
                        + " headers = :headers, updated_at = :updated where id = :id")
                .params(changing(e))
                .update();
    }

    /** Lets an endpoint of the project wait, or not. */
    void pause(JdbcClient db, String projectId, String id, boolean paused) {
        changed(db.sql("update endpoints set paused = :paused"
                        + " where id = :id and project_id = :project and deleted = 0")
                .param("paused", paused ? 1 : 0)
                .param("id", id)
                .param("project", projectId)
                .update());
    }

    private static void changed(int endpoints) {
        if (endpoints == 0) {
            throw HookBridgeErrors.notFound("endpoint");
        }
    }

    private Map<String, @Nullable Object> changing(Endpoint e) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", e.id());
        values.put("url", e.url());
        values.put("description", e.description());
        values.put("rps", e.rateLimitRps());
        values.put("burst", e.burst());
        values.put("headers", headers.seal(e.id(), json.writeValueAsString(e.headers())));
        values.put("paused", e.paused() ? 1 : 0);
        values.put("updated", e.updatedAt().toEpochMilli());
        return values;
    }

    void delete(JdbcClient db, String projectId, String id) {
        changed(db.sql("update endpoints set deleted = 1 where id = :id and project_id = :project and deleted = 0")
                .param("id", id)
                .param("project", projectId)
                .update());
    }

    /** An endpoint of the project that was not deleted. */
    Endpoint mustFind(JdbcClient db, String projectId, String id) {
        return find(db, id)
                .filter(endpoint -> endpoint.projectId().equals(projectId))
                .orElseThrow(() -> HookBridgeErrors.notFound("endpoint"));
    }

    /** As {@link #mustFind}; nobody else changes its signing keys until the transaction ends. */
    Endpoint mustFindToRekey(JdbcClient db, String projectId, String id) {
        db.sql("update endpoints set deleted = deleted where id = :id and project_id = :project")
                .param("id", id)
                .param("project", projectId)
                .update();
        return mustFind(db, projectId, id);
    }

    Optional<Endpoint> find(JdbcClient db, String id) {
        return db.sql("select * from endpoints where id = :id and deleted = 0")
                .param("id", id)
                .query((row, number) -> endpoint(row))
                .optional();
    }

    /** The addresses of endpoints, also of those that were deleted, by their ids. */
    Map<String, String> urls(JdbcClient db, Collection<String> ids) {
        Map<String, String> urls = new HashMap<>();
        if (!ids.isEmpty()) {
            db.sql("select id, url from endpoints where id in (:ids)")
                    .param("ids", Set.copyOf(ids))
                    .query((RowCallbackHandler) row -> urls.put(row.getString("id"), row.getString("url")));
        }
        return urls;
    }

    Optional<String> withUrl(JdbcClient db, String projectId, String url) {
        return db.sql("select id from endpoints where project_id = :project and url = :url and deleted = 0")
                .param("project", projectId)
                .param("url", url)
                .query(String.class)
                .optional();
    }

    List<Endpoint> page(JdbcClient db, String projectId, Reading reading) {
        return db.sql("select * from endpoints where project_id = :project and deleted = 0 and number < :before"
                        + " order by number desc limit :most")
                .param("project", projectId)
                .param("before", reading.beyond())
                .param("most", reading.most())
                .query((row, number) -> endpoint(row))
                .list();
    }

    long ofTenant(JdbcClient db, String tenantId) {
        return db.sql("select count(*) from endpoints join projects on projects.id = endpoints.project_id"
                        + " where tenant_id = :tenant and deleted = 0 and projects.status <> 'deleted'")
                .param("tenant", tenantId)
                .query(Long.class)
                .single();
    }

    void insert(JdbcClient db, String endpointId, SigningKey key) {
        db.sql("insert into signing_keys (id, endpoint_id, secret, created_at) values (:id, :endpoint, :secret, :at)")
                .param("id", key.id())
                .param("endpoint", endpointId)
                .param("secret", secrets.seal(key.id(), key.secret()))
                .param("at", key.createdAt().toEpochMilli())
                .update();
    }

    /** Newest first. */
    List<SigningKey> signingKeys(JdbcClient db, String endpointId) {
        return db.sql("select * from signing_keys where endpoint_id = :id order by number desc")
                .param("id", endpointId)
                .query((row, number) -> new SigningKey(
                        row.getString("id"),
                        secrets.open(row.getString("id"), row.getString("secret")),
                        Rows.at(row, "created_at")))
                .list();
    }

    void deleteSigningKey(JdbcClient db, String id) {
        db.sql("delete from signing_keys where id = :id").param("id", id).update();
    }

    private Endpoint endpoint(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Endpoint(
                id,
                row.getString("project_id"),
                row.getString("url"),
                row.getString("description"),
                row.getInt("rate_limit_rps"),
                row.getInt("burst"),
                json.readValue(headers.open(id, row.getString("headers")), new TypeReference<Map<String, String>>() {}),
                row.getInt("paused") == 1,
                Rows.at(row, "created_at"),
                Rows.at(row, "updated_at"),
                row.getLong("number"));
    }
}
