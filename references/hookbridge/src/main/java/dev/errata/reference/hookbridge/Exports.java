package dev.errata.reference.hookbridge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Exports as they are kept. Every call runs on the connection that it is given. */
@Component
final class Exports {
    /** Longer than a part takes to be written. */
    private static final Duration LEASE = Duration.ofSeconds(5);

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
                .param("status", e.status().toString())
                .param("start", e.filterStartTime().toEpochMilli())
                .param("end", e.filterEndTime().toEpochMilli())
                .param("filter", e.filterStatus())
                .param("endpoint", e.filterEndpointId())
                .param("token", e.token())
                .param("at", e.createdAt().toEpochMilli())
                .update();
    }

    /** As {@link #mustFind}; nobody else changes it until the transaction ends. */
    Export mustFindToChange(JdbcClient db, String projectId, String id) {
        boolean unused = ExportStatus.TRANSITIONS.hold(db, id);
        return mustFind(db, projectId, id);
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

    /** Those that nobody writes, oldest first: they wait, or who wrote them has not gone on. */
    List<Export> due(JdbcClient db) {
        return db.sql("select * from exports where status = 'pending'"
                        + " or (status = 'processing' and leased_until <= :now) order by number")
                .param("now", clock.millis())
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

    /** What of an export is written. */
    record Written(long parts, long rows, long bytes) {
        static final Written NOTHING = new Written(0, 0, 0);

        Written and(long moreRows, long moreBytes) {
            return new Written(parts + 1, rows + moreRows, bytes + moreBytes);
        }
    }

    /** Takes up an export that is due, to be written from its beginning; empty when another has been faster. */
    Optional<Export> claim(JdbcClient db, String id) {
        boolean unused = ExportStatus.TRANSITIONS.hold(db, id);
        Optional<Export> due = find(db, id).filter(this::isDue);
        due.ifPresent(export -> {
            removeParts(db, id);
            move(
                    db,
                    export,
                    ExportStatus.PROCESSING,
                    Map.of(
                            "claim",
                            export.claim() + 1,
                            "started_at",
                            clock.millis(),
                            "leased_until",
                            clock.instant().plus(LEASE).toEpochMilli()));
        });
        return due.flatMap(export -> find(db, id));
    }

    private boolean isDue(Export export) {
        Instant leased = export.leasedUntil();
        return export.status() == ExportStatus.PENDING
                || (export.status() == ExportStatus.PROCESSING
                        && leased != null
                        && !clock.instant().isBefore(leased));
    }

    /** Whether an export is still that of who has claimed it; if so, nobody takes it up until the transaction ends. */
    private boolean isStill(JdbcClient db, Export claimed) {
        return ExportStatus.TRANSITIONS.hold(db, claimed.id())
                && find(db, claimed.id())
                        .filter(now -> now.status() == ExportStatus.PROCESSING && now.claim() == claimed.claim())
                        .isPresent();
    }

    /** Keeps a part; false when another has taken up the export. */
    boolean add(JdbcClient db, Export claimed, long number, byte[] content) {
        boolean still = isStill(db, claimed);
        if (still) {
            db.sql("insert into export_parts (export_id, number, content) values (:id, :number, :content)")
                    .param("id", claimed.id())
                    .param("number", number)
                    .param("content", content)
                    .update();
            long until = clock.instant().plus(LEASE).toEpochMilli();
            move(db, claimed, ExportStatus.PROCESSING, Map.of("leased_until", until));
        }
        return still;
    }

    /** Ends an export whose parts are all there; false when another has taken it up. */
    boolean complete(JdbcClient db, Export claimed, Written written, Duration kept) {
        boolean still = isStill(db, claimed);
        if (still) {
            move(
                    db,
                    claimed,
                    ExportStatus.COMPLETED,
                    Map.of(
                            "row_count",
                            written.rows(),
                            "file_size_bytes",
                            written.bytes(),
                            "completed_at",
                            clock.millis(),
                            "expires_at",
                            clock.instant().plus(kept).toEpochMilli()));
        }
        return still;
    }

    /** Gives an export up; false when another has taken it up. */
    boolean fail(JdbcClient db, Export claimed, String reason) {
        boolean still = isStill(db, claimed);
        if (still) {
            removeParts(db, claimed.id());
            move(db, claimed, ExportStatus.FAILED, Map.of("error_message", reason, "completed_at", clock.millis()));
        }
        return still;
    }

    private static void move(JdbcClient db, Export held, ExportStatus to, Map<String, Object> also) {
        if (!ExportStatus.TRANSITIONS.move(db, held.id(), held.status(), to, also)) {
            throw new IllegalStateException("The export " + held.id() + " was changed while it was held");
        }
    }

    int parts(JdbcClient db, String id) {
        return db.sql("select count(*) from export_parts where export_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    byte[] part(JdbcClient db, String id, long number) {
        return db.sql("select content from export_parts where export_id = :id and number = :number")
                .param("id", id)
                .param("number", number)
                .query((row, index) -> row.getBytes("content"))
                .single();
    }

    private static void removeParts(JdbcClient db, String id) {
        db.sql("delete from export_parts where export_id = :id").param("id", id).update();
    }

    /** Removes an export that is held. */
    void delete(JdbcClient db, String id) {
        removeParts(db, id);
        db.sql("update exports set deleted = 1 where id = :id").param("id", id).update();
    }

    /** Ends those whose time is over, and says how many that were. */
    int expire(JdbcClient db) {
        List<String> ended = db.sql("update exports set status = 'expired'"
                        + " where status = 'completed' and expires_at <= :now returning id")
                .param("now", clock.millis())
                .query(String.class)
                .list();
        ended.forEach(id -> removeParts(db, id));
        return ended.size();
    }

    private Export export(ResultSet row) throws SQLException {
        Instant expires = Rows.atOrNull(row, "expires_at");
        boolean expired = expires != null && !clock.instant().isBefore(expires);
        return new Export(
                row.getString("id"),
                row.getString("project_id"),
                expired ? ExportStatus.EXPIRED : ExportStatus.of(row.getString("status")),
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
                Rows.at(row, "created_at"),
                row.getLong("claim"),
                Rows.atOrNull(row, "leased_until"));
    }
}
