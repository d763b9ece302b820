package dev.errata.reference.harborprotocol.flows;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The runs of flows that there were; all have succeeded, for one that cannot begin is answered with an error. */
public final class FlowRuns {
    private final Database database;

    public FlowRuns(Database database) {
        this.database = database;
    }

    /** One run. */
    record FlowRun(String id, Owner owner, String flow, Instant startedAt, Duration duration, String output) {}

    void insert(FlowRun run) {
        database.write(db -> db.sql(
                        "insert into flow_runs (id, tenant, owner, session, flow_id, started_at, duration_ms,"
                                + " output) values (:id, :tenant, :owner, :session, :flow, :started, :duration, :output)")
                .param("id", run.id())
                .param("tenant", run.owner().tenant())
                .param("owner", run.owner().user())
                .param("session", run.owner().session())
                .param("flow", run.flow())
                .param("started", run.startedAt().toEpochMilli())
                .param("duration", run.duration().toMillis())
                .param("output", run.output())
                .update());
    }

    /** Of a tenant, the newest first. */
    List<FlowRun> inTenant(String tenant) {
        return database.read(db -> db.sql("select * from flow_runs where tenant = :tenant order by number desc")
                .param("tenant", tenant)
                .query((row, number) -> run(row))
                .list());
    }

    private static FlowRun run(ResultSet row) throws SQLException {
        return new FlowRun(
                row.getString("id"),
                new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                row.getString("flow_id"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getString("output"));
    }
}
