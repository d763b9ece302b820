package dev.errata.reference.harborprotocol;

import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of artifacts. */
final class ArtifactRecords {
    private final Database database;

    ArtifactRecords(Database database) {
        this.database = database;
    }

    void insert(Artifact artifact) {
        database.write(
                db -> db.sql("insert into artifacts (id, tenant, owner, session, mime_type, size_bytes, filename,"
                                + " sha256, namespace, source, driver, created_at) values (:id, :tenant, :owner, :session, :mime,"
                                + " :size, :filename, :sha256, :namespace, :source, :driver, :created)")
                        .param("id", artifact.id())
                        .param("tenant", artifact.owner().tenant())
                        .param("owner", artifact.owner().user())
                        .param("session", artifact.owner().session())
                        .param("mime", artifact.mimeType())
                        .param("size", artifact.sizeBytes())
                        .param("filename", artifact.filename())
                        .param("sha256", artifact.sha256())
                        .param("namespace", artifact.namespace())
                        .param("source", artifact.source())
                        .param("driver", artifact.driver())
                        .param("created", artifact.createdAt().toEpochMilli())
                        .update());
    }

    Optional<Artifact> find(Owner owner, String id) {
        return database.read(db -> db.sql("select * from artifacts where tenant = :tenant and owner = :owner"
                        + " and session = :session and id = :id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .param("id", id)
                .query((row, number) -> artifact(row))
                .optional());
    }

    /** The newest of a session, or of a whole tenant when there is no owner. */
    List<Artifact> newest(String tenant, @Nullable Owner owner, int most) {
        String whose = owner == null ? "" : " and owner = :owner and session = :session";
        return database.read(db -> {
            JdbcClient.StatementSpec query = db.sql("select * from artifacts where tenant = :tenant" + whose
                            + " order by number desc limit :most")
                    .param("tenant", tenant)
                    .param("most", most);
            if (owner != null) {
                query = query.param("owner", owner.user()).param("session", owner.session());
            }
            return query.query((row, number) -> artifact(row)).list();
        });
    }

    private static Artifact artifact(ResultSet row) throws SQLException {
        return new Artifact(
                row.getString("id"),
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                row.getString("mime_type"),
                row.getLong("size_bytes"),
                row.getString("filename"),
                row.getString("sha256"),
                row.getString("namespace"),
                row.getString("source"),
                row.getString("driver"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
