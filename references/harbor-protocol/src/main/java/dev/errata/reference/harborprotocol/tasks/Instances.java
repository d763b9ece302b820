package dev.errata.reference.harborprotocol.tasks;

import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.InstantSource;

/** The processes that run tasks. Each says again and again that it is alive; the tasks of one that does not have failed. */
public final class Instances implements AutoCloseable {
    /** How long who says nothing is taken for alive. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final InstantSource clock;
    private final String own;

    /**
     * The processes of a database.
     *
     * @param own names this one
     */
    public Instances(Database database, InstantSource clock, String own) {
        this.database = database;
        this.clock = clock;
        this.own = own;
    }

    /** The name of this process. */
    public String own() {
        return own;
    }

    /** Joins them. Where nobody else can be, whoever was there before is not. */
    void enter() {
        if (!database.isShared()) {
            database.write(db -> db.sql("delete from instances").update());
        }
        look();
    }

    /** Says that this process is alive, and fails what others have left. */
    public void look() {
        long now = clock.millis();
        database.write(db -> db.sql("insert into instances (id, seen_at) values (:id, :now)"
                        + " on conflict (id) do update set seen_at = excluded.seen_at")
                .param("id", own)
                .param("now", now)
                .update());
        database.write(db -> {
            db.sql("delete from instances where seen_at < :dead")
                    .param("dead", now - PATIENCE.toMillis())
                    .update();
            return db.sql("update tasks set status = 'failed', updated_at = :now,"
                            + " error_class = 'runtime_error',"
                            + " result = 'The runtime was stopped before the task ended.'"
                            + " where status in ('pending', 'running', 'paused')"
                            + " and (instance is null or instance not in (select id from instances))")
                    .param("now", now)
                    .update();
        });
    }

    /** Leaves them: what this process runs has failed as soon as another one looks. */
    @Override
    public void close() {
        database.write(db ->
                db.sql("delete from instances where id = :id").param("id", own).update());
    }
}
