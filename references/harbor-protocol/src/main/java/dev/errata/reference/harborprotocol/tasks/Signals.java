package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.store.jdbc.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Controls on their way from the process that they came to, to the one that has the run. */
public final class Signals {
    private final Database database;
    private final JsonMapper json;

    public Signals(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A signal and the run that it is for. */
    public record Addressed(long number, Owner owner, String task, Signal signal) {}

    /** Leaves a control for the process that has a run; false when no run of this owner with this id is alive. */
    boolean send(Owner owner, String task, Signal signal) {
        return database.write(db -> db.sql("insert into signals (instance, task_id, control, payload)"
                                + " select instance, id, :control, :payload from tasks where id = :id"
                                + " and tenant = :tenant and owner = :owner and session = :session"
                                + " and status in ('pending', 'running', 'paused')"
                                + " and instance in (select id from instances)")
                        .param("control", signal.control().name())
                        .param("payload", json.writeValueAsString(signal.payload()))
                        .param("id", task)
                        .param("tenant", owner.tenant())
                        .param("owner", owner.user())
                        .param("session", owner.session())
                        .update())
                == 1;
    }

    /** Takes out what was left for a process, in the order in which it came. */
    public List<Addressed> take(String instance) {
        boolean some = database.read(db -> db.sql("select count(*) from signals where instance = :instance")
                        .param("instance", instance)
                        .query(Long.class)
                        .single())
                > 0;
        return some ? taken(instance) : List.of();
    }

    private List<Addressed> taken(String instance) {
        return database.write(db -> {
            List<Addressed> waiting = db.sql("select signals.number, tenant, owner, session, task_id, control, payload"
                            + " from signals join tasks on tasks.id = task_id where signals.instance = :instance")
                    .param("instance", instance)
                    .query((row, index) -> new Addressed(
                            row.getLong("number"),
                            new Owner(row.getString("tenant"), row.getString("owner"), row.getString("session")),
                            row.getString("task_id"),
                            new Signal(Control.valueOf(row.getString("control")), payload(row.getString("payload")))))
                    .list();
            waiting.forEach(one -> db.sql("delete from signals where number = :number")
                    .param("number", one.number())
                    .update());
            return waiting.stream()
                    .sorted(Comparator.comparing(Addressed::number))
                    .toList();
        });
    }

    private Map<String, @Nullable Object> payload(String text) {
        return json.readValue(text, new TypeReference<>() {});
    }
}
