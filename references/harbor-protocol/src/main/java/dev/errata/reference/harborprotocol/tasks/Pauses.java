package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pauses that there were. One that nobody ended is over when its task is. */
public final class Pauses {
    private final Database database;

    public Pauses(Database database) {
        this.database = database;
    }

    /** As part of the task's move. */
    static void begin(JdbcClient db, String token, Task task) {
        db.sql("insert into pauses (token, task_id, reason, paused_at) values (:token, :task, :reason, :now)")
                .param("token", token)
                .param("task", task.id())
                .param("reason", Pause.REASON)
                .param("now", task.progress().updatedAt().toEpochMilli())
                .update();
    }

    /** As part of the task's move. */
    static void end(JdbcClient db, Task task) {
        db.sql("update pauses set resumed_at = :now where task_id = :task and resumed_at is null")
                .param("now", task.progress().updatedAt().toEpochMilli())
                .param("task", task.id())
                .update();
    }

    /** Of a tenant, the newest first. */
    List<Pause> inTenant(String tenant) {
        return database.read(db -> db.sql("select pauses.*, tasks.owner, tasks.session,"
                        + " case when tasks.status = 'paused' then null else tasks.updated_at end as left_at"
                        + " from pauses join tasks on tasks.id = task_id"
                        + " where tasks.tenant = :tenant order by pauses.number desc")
                .param("tenant", tenant)
                .query((row, number) -> pause(tenant, row))
                .list());
    }

    private static Pause pause(String tenant, ResultSet row) throws SQLException {
        long resumed = row.getLong("resumed_at");
        if (row.wasNull()) {
            resumed = row.getLong("left_at");
        }
        Instant resumedAt = row.wasNull() ? null : Instant.ofEpochMilli(resumed);
        return new Pause(
                row.getString("token"),
                new Owner(tenant, row.getString("owner"), row.getString("session")),
                row.getString("task_id"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("paused_at")),
                resumedAt);
    }
}
