package dev.errata.reference.harborprotocol;

import dev.errata.store.jdbc.Retention.Child;
import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long Harbor Protocol keeps what. */
final class ProtocolRetention {
    private static final Duration TASKS = Duration.ofDays(90);

    static final Plan PLAN = new Plan(
            List.of(
                    new Rule(
                            "tasks",
                            "id",
                            "status in ('complete', 'failed', 'cancelled') and updated_at < :before",
                            TASKS,
                            List.of(new Child("signals", "task_id"), new Child("pauses", "task_id"))),
                    new Rule("flow_runs", "id", "started_at < :before", TASKS),
                    new Rule(
                            "sessions",
                            "tenant, owner, id",
                            "closed_at < :before and not exists (select 1 from tasks where tasks.tenant = sessions.tenant"
                                    + " and tasks.owner = sessions.owner and tasks.session = sessions.id)",
                            TASKS)),
            Map.of(
                    "uploads",
                    "a reference to an artifact holds for as long as whoever was given it likes",
                    "blobs",
                    "the bytes of artifacts",
                    "instances",
                    "one for each process that lives"));

    private ProtocolRetention() {}
}
