package dev.errata.reference.harborprotocol;

import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Work that is laid down beforehand, and the engines that do it. */
final class Flows implements Surface {
    private static final int SUMMARY_CHARACTERS = 80;

    private static final List<Flow> ALL = List.of(
            new Flow(
                    "count_words",
                    "Counts the words of inputs.text.",
                    text -> text.isBlank() ? "0" : Integer.toString(text.strip().split("\\s+").length)),
            new Flow(
                    "summarize",
                    "Keeps the beginning of inputs.text.",
                    text -> text.length() <= SUMMARY_CHARACTERS ? text : text.substring(0, SUMMARY_CHARACTERS) + "…"));

    private final Database database;
    private final Sessions sessions;
    private final Tasks tasks;
    private final Bus bus;
    private final Valid valid;
    private final Ids ids;
    private final InstantSource clock;
    private final Set<Engine> broken = ConcurrentHashMap.newKeySet();

    Flows(Database database, Sessions sessions, Tasks tasks, Bus bus, Valid valid, Ids ids, InstantSource clock) {
        this.database = database;
        this.sessions = sessions;
        this.tasks = tasks;
        this.bus = bus;
        this.valid = valid;
        this.ids = ids;
        this.clock = clock;
    }

    private record Flow(String id, String description, UnaryOperator<String> engine) {
        View view() {
            return new View(id, description, List.of("text"));
        }
    }

    /** Each tenant has an engine of its own for each flow. */
    private record Engine(String tenant, String flow) {}

    /** What the protocol shows of a flow. */
    record View(String id, String description, List<String> inputs) {}

    record ListRequest(@Nullable IdentityBody identity) implements Identified {}

    record Described(
            @Nullable IdentityBody identity,

            @NotNull @NotEmpty @Size(max = Method.LONGEST_ID) @Nullable
            String id) implements Identified {}

    record RunRequest(
            @Nullable IdentityBody identity,

            @NotNull @NotEmpty @Size(max = Method.LONGEST_ID) @Nullable
            String flowId,

            @Nullable Map<String, @Size(max = 8192) String> inputs)
            implements Identified {}

    record FlowList(List<View> flows) {}

    record FlowDetail(View flow) {}

    record Started(String runId, String status, Instant startedAt) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "flows.list",
                        Family.FLOWS,
                        Need.IDENTITY,
                        ListRequest.class,
                        (call, request) ->
                                new FlowList(ALL.stream().map(Flow::view).toList()),
                        List.of(),
                        "the flows that can be run"),
                new Method<>(
                        "flows.describe",
                        Family.FLOWS,
                        Need.IDENTITY,
                        Described.class,
                        (call, request) ->
                                new FlowDetail(named(valid.check(request).id()).view()),
                        List.of("not_found"),
                        "one flow"),
                new Method<>(
                        "flows.run",
                        Family.FLOWS,
                        Need.ADMIN,
                        RunRequest.class,
                        this::run,
                        List.of("identity_scope_required", "not_found"),
                        "runs a flow to its end"));
    }

    private Started run(Call call, RunRequest request) {
        if (!call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequiredAdminMethod();
        }
        valid.check(request);
        Flow flow = named(request.flowId());
        Instant begin = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String text = request.inputs() == null ? "" : request.inputs().getOrDefault("text", "");
        String result = work(call.owner().tenant(), flow, text);
        Task task = new Task(
                ids.next("run"),
                call.owner(),
                new Task.Ask("flow", flow.id(), "", 0),
                TaskState.COMPLETE,
                new Task.Progress(begin, begin, 1, result, null));
        database.write(db -> {
            boolean unused = sessions.use(db, call.owner());
            return tasks.insert(db, task, null, "");
        });
        bus.publish("task.completed", new Subject(call.owner(), task.id()), Map.of("TaskID", task.id()));
        return new Started(task.id(), task.state().word(), begin);
    }

    private String work(String tenant, Flow flow, String text) {
        if (broken.contains(new Engine(tenant, flow.id()))) {
            throw new IllegalStateException("The engine of the flow " + flow.id() + " does not answer");
        }
        return flow.engine().apply(text);
    }

    private static Flow named(@Nullable String id) {
        return ALL.stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst()
                .orElseThrow(() -> HarborProtocolErrors.notFound("flow"));
    }

    /** Breaks a tenant's engine of a flow, for examples. */
    void breakDown(String tenant, String flow) {
        broken.add(new Engine(tenant, Objects.requireNonNull(named(flow).id())));
    }
}
