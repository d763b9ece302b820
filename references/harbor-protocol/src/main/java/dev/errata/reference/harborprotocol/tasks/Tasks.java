package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tasks that there were. */
public final class Tasks {
    private final Database database;
    private final String instance;

    /**
     * The tasks of a database.
     *
     * @param instance the process that runs new ones
     */
    public Tasks(Database database, String instance) {
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
                .param("kind", task.ask().kind())
                .param("status", task.state().word())
                .param("priority", task.ask().priority())
                .param("query", task.ask().query())
                .param("description", task.ask().description())
                .param("key", key)
                .param("fingerprint", fingerprint)
                .param("created", task.progress().createdAt().toEpochMilli())
                .param("updated", task.progress().updatedAt().toEpochMilli())
                .param("steps", task.progress().steps())
                .param("result", task.progress().result())
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
     * @param pause the token of the pause that it is in or comes out of
     * @return false when it is not in the state that it was in before: another process has ended it
     */
    boolean save(TaskState before, Task task, String pause) {
        Map<String, @Nullable Object> also = new HashMap<>();
        also.put("priority", task.ask().priority());
        also.put("query", task.ask().query());
        also.put("updated_at", task.progress().updatedAt().toEpochMilli());
        also.put("steps", task.progress().steps());
        also.put("result", task.progress().result());
        also.put("error_class", task.progress().errorClass());
        return database.write(db -> {
            boolean moved = TaskState.TRANSITIONS.move(db, task.id(), before, task.state(), also);
            if (moved && before != task.state() && before == TaskState.PAUSED) {
                Pauses.end(db, task);
            } else if (moved && before != task.state() && task.state() == TaskState.PAUSED) {
                Pauses.begin(db, pause, task);
            }
            return moved;
        });
    }

    public Optional<Task> find(Owner owner, String id) {
        return database.read(db -> db.sql("select * from tasks where tenant = :tenant and owner = :owner"
                        + " and session = :session and id = :id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .param("id", id)
                .query((row, number) -> task(row))
                .optional());
    }

    /** What the tasks are kept in. */
    public String driver() {
        return database.isShared() ? "postgres" : "sqlite";
    }

    /** How many of a session are running. */
    public long running(Owner owner) {
        return database.read(db -> db.sql("select count(*) from tasks where tenant = :tenant and owner = :owner"
                        + " and session = :session and status = 'running'")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .query(Long.class)
                .single());
    }

    /** Whether a task of this owner has not come to its end. */
    boolean isLive(Owner owner, String id) {
        return find(owner, id).filter(task -> !task.state().isEnd()).isPresent();
    }

    /** Whether a task, whoever's, has come to its end. */
    public boolean hasEnded(String id) {
        return database.read(db -> db.sql("select * from tasks where id = :id")
                .param("id", id)
                .query((row, number) -> task(row).state().isEnd())
                .optional()
                .orElse(false));
    }

    /** Of a session, the newest first. */
    List<Task> newest(Owner owner) {
        return database.read(db -> db.sql("select * from tasks where tenant = :tenant and owner = :owner"
                        + " and session = :session order by created_at desc, id")
                .param("tenant", owner.tenant())
                .param("owner", owner.user())
                .param("session", owner.session())
                .query((row, number) -> task(row))
                .list());
    }

    /** Of a tenant, the newest first. */
    public List<Task> inTenant(String tenant) {
        return database.read(db -> db.sql("select * from tasks where tenant = :tenant order by created_at desc, id")
                .param("tenant", tenant)
                .query((row, number) -> task(row))
                .list());
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getString("id"),
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                new Task.Ask(
                        row.getString("kind"),
                        row.getString("query"),
                        Objects.requireNonNullElse(row.getString("description"), ""),
                        row.getInt("priority")),
                TaskState.named(row.getString("status")),
                new Task.Progress(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("updated_at")),
                        row.getInt("steps"),
                        row.getString("result"),
                        row.getString("error_class")));
    }
}
