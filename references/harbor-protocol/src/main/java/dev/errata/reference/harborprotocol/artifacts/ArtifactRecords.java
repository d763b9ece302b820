package dev.errata.reference.harborprotocol.artifacts;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is known of artifacts. */
public record ArtifactRecords(Database database, JsonMapper json) {
    /** Keeps it, unless its session has it already; what the session has. */
    Artifact insert(Artifact artifact) {
        return database.write(db -> {
            db.sql("insert into uploads (id, tenant, owner, session, task, mime_type, size_bytes, filename, sha256,"
                            + " namespace, source, tags, driver, blob, created_at) values (:id, :tenant, :owner, :session,"
                            + " :task, :mime, :size, :filename, :sha256, :namespace, :source, :tags, :driver, :blob,"
                            + " :created) on conflict (tenant, owner, session, id) do nothing")
                    .param("id", artifact.id())
                    .param("tenant", artifact.owner().tenant())
                    .param("owner", artifact.owner().user())
                    .param("session", artifact.owner().session())
                    .param("task", artifact.origin().task())
                    .param("mime", artifact.content().mimeType())
                    .param("size", artifact.content().sizeBytes())
                    .param("filename", artifact.content().filename())
                    .param("sha256", artifact.content().sha256())
                    .param("namespace", artifact.origin().namespace())
                    .param("source", artifact.origin().source())
                    .param("tags", json.writeValueAsString(artifact.origin().tags()))
                    .param("driver", artifact.place().driver())
                    .param("blob", artifact.place().blob())
                    .param("created", artifact.place().createdAt().toEpochMilli())
                    .update();
            return find(db, artifact.owner(), artifact.id()).orElseThrow();
        });
    }

    public Optional<Artifact> find(Owner owner, String id) {
        return database.read(db -> find(db, owner, id));
    }

    private Optional<Artifact> find(JdbcClient db, Owner owner, String id) {
        return db.sql("select * from uploads where tenant = :tenant and owner = :owner"
                        + " and session = :session and id = :id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .param("id", id)
                .query((row, number) -> artifact(row))
                .optional();
    }

    /** Of a tenant, the newest first. */
    public List<Artifact> inTenant(String tenant) {
        return database.read(db -> db.sql("select * from uploads where tenant = :tenant order by number desc")
                .param("tenant", tenant)
                .query((row, number) -> artifact(row))
                .list());
    }

    private Artifact artifact(ResultSet row) throws SQLException {
        return new Artifact(
                row.getString("id"),
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                new Artifact.Content(
                        row.getString("mime_type"),
                        row.getLong("size_bytes"),
                        row.getString("filename"),
                        row.getString("sha256")),
                new Artifact.Origin(
                        row.getString("namespace"),
                        row.getString("source"),
                        json.readValue(row.getString("tags"), new TypeReference<List<String>>() {}),
                        row.getString("task")),
                new Artifact.Place(
                        row.getString("driver"),
                        row.getString("blob"),
                        Instant.ofEpochMilli(row.getLong("created_at"))));
    }
}
