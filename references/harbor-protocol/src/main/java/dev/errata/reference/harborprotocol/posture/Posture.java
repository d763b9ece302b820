package dev.errata.reference.harborprotocol.posture;

import dev.errata.reference.harborprotocol.artifacts.Artifacts;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.tasks.Instances;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.reference.harborprotocol.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the runtime says of itself. */
public final class Posture implements Surface {
    private static final String NO_COMMIT = "";

    private final String instance;
    private final Sessions sessions;
    private final Tasks tasks;
    private final Bus bus;
    private final Artifacts artifacts;
    private final InstantSource clock;
    private final Instant begin;

    public Posture(
            Instances instances, Sessions sessions, Tasks tasks, Bus bus, Artifacts artifacts, InstantSource clock) {
        this.instance = instances.own();
        this.sessions = sessions;
        this.tasks = tasks;
        this.bus = bus;
        this.artifacts = artifacts;
        this.clock = clock;
        this.begin = clock.instant();
    }

    record Request(@Nullable IdentityBody identity) implements Identified {}

    record Info(
            String instanceId,
            String buildVersion,
            String buildCommit,
            String buildGoVersion,
            String protocolVersion,
            List<String> capabilities,
            long uptimeSeconds) {}

    record Health(String subsystem, String status) {}

    record Driver(String subsystem, String driver) {}

    record Parts<T>(List<T> subsystems) {}

    record Counters(
            double eventsPerSecond,
            long tasksRunning,
            long backgroundJobsActive,
            long mcpConnectionsHealthy,
            long sessionsActive,
            long snapshotAt) {}

    record Reading(String name, double value, @Nullable Map<String, String> labels) {}

    record Metrics(List<Reading> counters, List<Reading> gauges, List<Reading> histograms, long snapshotAt) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                method("runtime.info", call -> info(), "what this runtime is and can do"),
                method("runtime.health", call -> health(), "whether its parts work"),
                method("runtime.counters", this::counters, "how much is going on"),
                method("runtime.drivers", this::drivers, "what it stands on"),
                method("metrics.snapshot", this::metrics, "what is counted, by names and labels"));
    }

    private static Method<Request> method(String name, Function<Call, Object> answer, String summary) {
        return new Method<>(
                name,
                Family.POSTURE,
                Need.FLEET_ACROSS,
                Request.class,
                (call, request) -> answer.apply(call),
                List.of("scope_mismatch"),
                summary);
    }

    private Info info() {
        return new Info(
                instance,
                Method.PROTOCOL_VERSION,
                NO_COMMIT,
                "java" + Runtime.version().feature(),
                Method.PROTOCOL_VERSION,
                Arrays.stream(Family.values())
                        .map(Family::capability)
                        .distinct()
                        .sorted()
                        .toList(),
                Duration.between(begin, clock.instant()).toSeconds());
    }

    private Parts<Health> health() {
        return new Parts<>(List.of(
                new Health("state", "ready"),
                new Health("events", bus.isOpen() ? "ready" : "unavailable"),
                new Health("artifacts", "ready")));
    }

    private Counters counters(Call call) {
        return new Counters(0, tasks.running(call.owner()), 0, 0, sessions.open(call.tenant()), clock.millis());
    }

    private Parts<Driver> drivers(Call call) {
        return new Parts<>(List.of(
                new Driver("state", tasks.driver()),
                new Driver("events", bus.driver()),
                new Driver("artifacts", artifacts.driver(new Owner(call.tenant(), "", "")))));
    }

    private Metrics metrics(Call call) {
        List<Reading> events = bus.seen().stream()
                .filter(seen -> seen.subject().owner().tenant().equals(call.tenant()))
                .collect(Collectors.groupingBy(Bus.Seen::type, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(kind -> new Reading("events_retained", kind.getValue(), Map.of("type", kind.getKey())))
                .toList();
        List<Reading> now = List.of(
                new Reading("tasks_running", tasks.running(call.owner()), null),
                new Reading("sessions_active", sessions.open(call.tenant()), null));
        return new Metrics(events, now, List.of(), clock.millis());
    }
}
