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

/** Exports as they are kept. Every call runs on the connection that it is given. */
@Component
final class Exports {
    private final InstantSource clock;

    Exports(InstantSource clock) {
        this.clock = clock;
    }

    void insert(JdbcClient db, Export e) {
        db.sql("insert into exports (id, project_id, status, filter_start, filter_end, filter_status,"
                        + " filter_endpoint_id, token, deleted, created_at) values (:id, :project, :status, :start,"
                        + " :end, :filter, :endpoint, :token, 0, :at)")
                .param("id", e.id())
                .param("project", e.projectId())
                .param("status", e.status())
                .param("start", e.filterStartTime().toEpochMilli())
                .param("end", e.filterEndTime().toEpochMilli())
                .param("filter", e.filterStatus())
                .param("endpoint", e.filterEndpointId())
                .param("token", e.token())
                .param("at", e.createdAt().toEpochMilli())
                .update();
    }

    Export mustFind(JdbcClient db, String projectId, String id) {
        return find(db, id)
                .filter(export -> export.projectId().equals(projectId))
                .orElseThrow(() -> HookBridgeErrors.notFound("export"));
    }

    Optional<Export> find(JdbcClient db, String id) {
        return db.sql("select * from exports where id = :id and deleted = 0")
                .param("id", id)
                .query((row, number) -> export(row))
                .optional();
    }

    Optional<Export> withToken(JdbcClient db, String token) {
        return db.sql("select * from exports where token = :token and deleted = 0")
                .param("token", token)
                .query((row, number) -> export(row))
                .optional();
    }

    /** Newest first. */
    List<Export> of(JdbcClient db, String projectId) {
        return db.sql("select * from exports where project_id = :project and deleted = 0 order by number desc")
                .param("project", projectId)
                .query((row, number) -> export(row))
                .list();
    }

    /** Those that were begun or wait. */
    List<Export> active(JdbcClient db) {
        return db.sql("select * from exports where status in ('pending', 'processing') order by number")
                .query((row, number) -> export(row))
                .list();
    }

    long activeOf(JdbcClient db, String projectId) {
        return db.sql(
                        "select count(*) from exports where project_id = :project and status in ('pending', 'processing')")
                .param("project", projectId)
                .query(Long.class)
                .single();
    }

    /** When those of the last hour were asked for, oldest first; deleted ones count, or deleting would lift the limit. */
    List<Instant> ofLastHour(JdbcClient db, String projectId) {
        return db.sql("select created_at from exports where project_id = :project and created_at > :since"
                        + " order by created_at")
                .param("project", projectId)
                .param("since", clock.instant().minus(Duration.ofHours(1)).toEpochMilli())
                .query((row, number) -> Rows.at(row, "created_at"))
                .list();
    }

    /** Takes an export up. */
    void begin(JdbcClient db, String id) {
        db.sql("update exports set status = 'processing', started_at = :now where id = :id")
                .param("now", clock.millis())
                .param("id", id)
                .update();
    }

    void complete(JdbcClient db, String id, long rows, long bytes, Duration kept) {
        db.sql("update exports set status = 'completed', row_count = :rows, file_size_bytes = :bytes,"
                        + " completed_at = :now, expires_at = :expires where id = :id")
                .param("rows", rows)
                .param("bytes", bytes)
                .param("now", clock.millis())
                .param("expires", clock.instant().plus(kept).toEpochMilli())
                .param("id", id)
                .update();
    }

    void fail(JdbcClient db, String id, String reason) {
        db.sql("update exports set status = 'failed', error_message = :reason, completed_at = :now where id = :id")
                .param("reason", reason)
                .param("now", clock.millis())
                .param("id", id)
                .update();
    }

    void delete(JdbcClient db, String id) {
        db.sql("update exports set deleted = 1 where id = :id").param("id", id).update();
    }

    /** Ends those whose time is over; answers the ids of their files, each once. */
    List<String> expire(JdbcClient db) {
        return db.sql("update exports set status = 'expired' where status = 'completed' and expires_at <= :now"
                        + " returning id")
                .param("now", clock.millis())
                .query(String.class)
                .list();
    }

    private Export export(ResultSet row) throws SQLException {
        Instant expires = Rows.atOrNull(row, "expires_at");
        boolean expired = expires != null && !clock.instant().isBefore(expires);
        return new Export(
                row.getString("id"),
                row.getString("project_id"),
                expired ? Export.EXPIRED : row.getString("status"),
                Rows.at(row, "filter_start"),
                Rows.at(row, "filter_end"),
                row.getString("filter_status"),
                row.getString("filter_endpoint_id"),
                row.getString("token"),
                Rows.number(row, "row_count"),
                Rows.number(row, "file_size_bytes"),
                row.getString("error_message"),
                Rows.atOrNull(row, "started_at"),
                Rows.atOrNull(row, "completed_at"),
                expires,
                Rows.at(row, "created_at"));
    }
}
