package dev.errata.reference.harborprotocol;

import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks that there were. */
final class Tasks {
    private final Database database;
    private final String instance;

    /**
     * The tasks of a database.
     *
     * @param instance the process that runs new ones
     */
    Tasks(Database database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** A task with what a later start with the same key is compared with. */
    record Kept(Task task, String fingerprint) {}

    /** Keeps a new task, unless its session has one under this key, which is then found. */
    Optional<Kept> insert(JdbcClient db, Task task, @Nullable String key, String fingerprint) {
        int kept = db.sql("insert into tasks (id, tenant, owner, session, kind, status, priority, query, description,"
                        + " idempotency_key, fingerprint, created_at, updated_at, steps, result, instance) values (:id, :tenant,"
                        + " :owner, :session, :kind, :status, :priority, :query, :description, :key, :fingerprint,"
                        + " :created, :updated, :steps, :result, :instance)"
                        + " on conflict (tenant, owner, session, idempotency_key) do nothing")
                .param("id", task.id())
                .param("tenant", task.owner().tenant())
                .param("owner", task.owner().user())
                .param("session", task.owner().session())
                .param("kind", task.kind())
                .param("status", task.state().word())
                .param("priority", task.priority())
                .param("query", task.query())
                .param("description", task.description())
                .param("key", key)
                .param("fingerprint", fingerprint)
                .param("created", task.createdAt().toEpochMilli())
                .param("updated", task.updatedAt().toEpochMilli())
                .param("steps", task.steps())
                .param("result", task.result())
                .param("instance", instance)
                .update();
        return kept == 1 || key == null ? Optional.empty() : Optional.of(underKey(db, task.owner(), key));
    }

    private static Kept underKey(JdbcClient db, Owner owner, String key) {
        return db.sql("select * from tasks where tenant = :tenant and owner = :owner and session = :session"
                        + " and idempotency_key = :key")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .param("key", key)
                .query((row, number) -> new Kept(task(row), row.getString("fingerprint")))
                .single();
    }

    /**
     * Keeps what has become of a task.
     *
     * @return false when it is not in the state that it was in before: another process has ended it
     */
    boolean save(TaskState before, Task task) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("priority", task.priority());
        also.put("query", task.query());
        also.put("updated_at", task.updatedAt().toEpochMilli());
        also.put("steps", task.steps());
        also.put("result", task.result());
        return database.write(db -> TaskState.TRANSITIONS.move(db, task.id(), before, task.state(), also));
    }

    Optional<Task> find(Owner owner, String id) {
        return database.read(db -> db.sql("select * from tasks where tenant = :tenant and owner = :owner"
                        + " and session = :session and id = :id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .param("id", id)
                .query((row, number) -> task(row))
                .optional());
    }

    /** Wherever it is in a tenant. */
    Optional<Task> inTenant(String tenant, String id) {
        return database.read(db -> db.sql("select * from tasks where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query((row, number) -> task(row))
                .optional());
    }

    /** Whether a task of this owner has not come to its end. */
    boolean isLive(Owner owner, String id) {
        return find(owner, id).filter(task -> !task.state().isEnd()).isPresent();
    }

    /** Whether a task, whoever's, has come to its end. */
    boolean hasEnded(String id) {
        return database.read(db -> db.sql("select * from tasks where id = :id")
                .param("id", id)
                .query((row, number) -> task(row).state().isEnd())
                .optional()
                .orElse(false));
    }

    /** The newest of a session, or of a whole tenant when there is no owner. */
    List<Task> newest(String tenant, @Nullable Owner owner, int most) {
        String whose = owner == null ? "" : " and owner = :owner and session = :session";
        return database.read(db -> {
            JdbcClient.StatementSpec query = db.sql(
                            "select * from tasks where tenant = :tenant" + whose + " order by number desc limit :most")
                    .param("tenant", tenant)
                    .param("most", most);
            if (owner != null) {
                query = query.param("owner", owner.user()).param("session", owner.session());
            }
            return query.query((row, number) -> task(row)).list();
        });
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getString("id"),
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                row.getString("kind"),
                TaskState.named(row.getString("status")),
                row.getInt("priority"),
                row.getString("query"),
                row.getString("description"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                row.getInt("steps"),
                row.getString("result"));
    }
}
