package dev.errata.reference.harborprotocol.flows;

import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.flows.FlowRuns.FlowRun;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Ids;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Pages;
import dev.errata.reference.harborprotocol.method.Row;
import dev.errata.reference.harborprotocol.method.Surface;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The flows, the engines that run them, and what is known of their runs. */
public final class Flows implements Surface {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final FlowRuns runs;
    private final Bus bus;
    private final dev.errata.reference.harborprotocol.method.Valid valid;
    private final Ids ids;
    private final InstantSource clock;
    private final long mostBuckets;
    private final Set<Engine> broken = ConcurrentHashMap.newKeySet();

    public Flows(
            FlowRuns runs,
            Bus bus,
            dev.errata.reference.harborprotocol.method.Valid valid,
            Ids ids,
            InstantSource clock,
            Catalog catalog) {
        this.runs = runs;
        this.bus = bus;
        this.valid = valid;
        this.ids = ids;
        this.clock = clock;
        this.mostBuckets = catalog.limit("buckets-most");
    }

    /** Each tenant has an engine of its own for each flow. */
    private record Engine(String tenant, String flow) {}

    record Filter(
            @Nullable List<@NotNull String> tenants,
            @Nullable List<@NotNull String> plannerFamilies,
            @Nullable String query) {
        static final Filter NONE = new Filter(null, null, null);

        boolean takes(Flow flow) {
            String text = (flow.id() + "\n" + flow.name()).toLowerCase(Locale.ROOT);
            return Names.take(plannerFamilies, Flow.FAMILY)
                    && (query == null || text.contains(query.toLowerCase(Locale.ROOT)));
        }
    }

    record ListRequest(
            @Nullable IdentityBody identity,
            @Valid @Nullable Filter filter,
            @Nullable Integer page,
            @Min(0) @Max(Pages.MOST) @Nullable Integer pageSize)
            implements Identified {}

    record Described(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String id) implements Identified {}

    record RunRequest(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String flowId,

            @Nullable Map<String, @Nullable Object> inputs)
            implements Identified {
        String text() {
            return inputs != null && inputs.get("text") instanceof String text ? text : "";
        }
    }

    record RunsRequest(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String flowId,

            @Nullable List<@NotNull String> tenants,
            @Nullable Integer page,
            @Min(0) @Max(Pages.MOST) @Nullable Integer pageSize)
            implements Identified {}

    record RunDescribed(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String runId) implements Identified {}

    record MetricsRequest(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String flowId,

            @Nullable Long windowMs,
            @Nullable Long bucketMs)
            implements Identified {}

    @Override
    public List<Method<?>> methods() {
        List<String> across = List.of("identity_scope_required");
        List<String> one = List.of("not_found");
        return List.of(
                new Method<>(
                        "flows.list",
                        Family.FLOWS,
                        Need.ADMIN_ACROSS,
                        ListRequest.class,
                        this::list,
                        across,
                        "the flows that can be run"),
                new Method<>(
                        "flows.describe",
                        Family.FLOWS,
                        Need.IDENTITY,
                        Described.class,
                        this::describe,
                        one,
                        "one flow with its steps"),
                new Method<>(
                        "flows.run",
                        Family.FLOWS,
                        Need.ADMIN,
                        RunRequest.class,
                        this::run,
                        List.of("identity_scope_required", "not_found"),
                        "runs a flow"),
                new Method<>(
                        "flows.runs.list",
                        Family.FLOWS,
                        Need.ADMIN_ACROSS,
                        RunsRequest.class,
                        this::runs,
                        List.of("identity_scope_required", "not_found"),
                        "the runs of a flow, newest first"),
                new Method<>(
                        "flows.runs.describe",
                        Family.FLOWS,
                        Need.IDENTITY,
                        RunDescribed.class,
                        this::describeRun,
                        one,
                        "one run with its steps"),
                new Method<>(
                        "flows.metrics",
                        Family.FLOWS,
                        Need.IDENTITY,
                        MetricsRequest.class,
                        this::metrics,
                        one,
                        "how a flow went, in equal spans"));
    }

    private Object list(Call call, ListRequest request) {
        Filter filter = Objects.requireNonNullElse(request.filter(), Filter.NONE);
        List<String> tenants = tenants(call, filter.tenants());
        valid.check(request);
        viewed(call, "flows.list", "", tenants);
        return Pages.of(
                "flows",
                Flow.ALL.stream()
                        .filter(filter::takes)
                        .map(flow -> row(flow, of(call, flow, tenants)))
                        .toList(),
                request.page(),
                request.pageSize());
    }

    private Object describe(Call call, Described request) {
        Flow flow = named(valid.check(request).id());
        viewed(call, "flows.describe", flow.id(), List.of(call.tenant()));
        return Row.of(
                "flow",
                row(flow, of(call, flow, List.of(call.tenant()))),
                "nodes",
                flow.nodes(),
                "edges",
                flow.edges(),
                "budget_consumption",
                use());
    }

    /** Says that it runs before it is over; what can go wrong does so before it begins. */
    private Object run(Call call, RunRequest request) {
        valid.check(request);
        if (!call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequiredAdminMethod();
        }
        Flow flow = named(request.flowId());
        if (broken.contains(new Engine(call.tenant(), flow.id()))) {
            throw new IllegalStateException("The engine of the flow " + flow.id() + " does not answer");
        }
        Instant begin = now();
        String output = flow.engine().apply(request.text());
        String id = ids.next("run");
        runs.insert(new FlowRun(id, call.owner(), flow.id(), begin, Duration.between(begin, now()), output));
        bus.publish("flows.run_invoked", new Subject(call.owner(), id), Map.of("FlowID", flow.id(), "RunID", id));
        return Row.of("run_id", id, "status", "running", "started_at", begin);
    }

    private Object runs(Call call, RunsRequest request) {
        List<String> tenants = tenants(call, request.tenants());
        Flow flow = named(valid.check(request).flowId());
        viewed(call, "flows.runs.list", flow.id(), tenants);
        return Pages.of(
                "runs", of(call, flow, tenants).stream().map(Flows::row).toList(), request.page(), request.pageSize());
    }

    private Object describeRun(Call call, RunDescribed request) {
        String id = Objects.requireNonNull(valid.check(request).runId());
        FlowRun run = visible(call, call.tenant()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> HarborProtocolErrors.notFound("flow run"));
        viewed(call, "flows.runs.describe", run.flow(), List.of(call.tenant()));
        return Row.of(
                "run",
                row(run),
                "node_states",
                named(run.flow()).nodes().stream()
                        .map(node -> Row.of("node_id", node.id(), "status", "succeeded"))
                        .toList(),
                "output_preview",
                run.output());
    }

    private Object metrics(Call call, MetricsRequest request) {
        Flow flow = named(valid.check(request).flowId());
        long window = positive(request.windowMs(), DAY);
        long bucket = positive(request.bucketMs(), Math.min(HOUR, window));
        if (bucket > window || window / bucket > mostBuckets) {
            throw HarborProtocolErrors.invalidRequestMember(
                    "bucket_ms", "must be at most `window_ms`, and make at most " + mostBuckets + " spans of it");
        }
        Instant end = now();
        Instant begin = end.minusMillis(window);
        List<FlowRun> all = of(call, flow, List.of(call.tenant()));
        List<Object> buckets = new ArrayList<>();
        for (Instant start = begin; start.isBefore(end); start = start.plusMillis(bucket)) {
            buckets.add(bucket(all, start, start.plusMillis(bucket)));
        }
        viewed(call, "flows.metrics", flow.id(), List.of(call.tenant()));
        return Row.of(
                "flow_id",
                flow.id(),
                "window_start",
                begin,
                "window_end",
                end,
                "buckets",
                buckets,
                "budget_consumption",
                use());
    }

    private static Object bucket(List<FlowRun> all, Instant start, Instant end) {
        List<FlowRun> within = all.stream()
                .filter(run ->
                        run.startedAt().isAfter(start) && !run.startedAt().isAfter(end))
                .toList();
        return Row.of(
                "bucket_start",
                start,
                "runs",
                within.size(),
                "p95_latency_ms",
                quantile(within, 0.95),
                "success_rate",
                within.isEmpty() ? 0 : 1,
                "cost_usd",
                0);
    }

    private static long positive(@Nullable Long asked, long otherwise) {
        return asked == null || asked <= 0 ? otherwise : asked;
    }

    /** The tenants to look into: one's own, or others for an admin. */
    private static List<String> tenants(Call call, @Nullable List<String> named) {
        List<String> tenants = Names.of(named);
        if (tenants.isEmpty() || tenants.equals(List.of(call.tenant()))) {
            return List.of(call.tenant());
        }
        if (!call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        return tenants;
    }

    private List<FlowRun> of(Call call, Flow flow, List<String> tenants) {
        return tenants.stream()
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(tenant -> visible(call, tenant).stream())
                .filter(run -> run.flow().equals(flow.id()))
                .toList();
    }

    /** One's own runs, and those of the tenant for an admin. */
    private List<FlowRun> visible(Call call, String tenant) {
        return runs.inTenant(tenant).stream()
                .filter(run -> call.identity().isAdmin()
                        || run.owner().user().equals(call.owner().user()))
                .toList();
    }

    private void viewed(Call call, String method, String flow, List<String> tenants) {
        bus.publish(
                "flows.page_viewed",
                new Subject(call.owner(), null),
                Map.of("Method", method, "FlowID", flow, "AdminScoped", !tenants.equals(List.of(call.tenant()))));
    }

    private Map<String, Object> row(Flow flow, List<FlowRun> all) {
        Instant dayAgo = now().minusMillis(DAY);
        return Row.of(
                "id", flow.id(),
                "name", flow.name(),
                "planner_family", Flow.FAMILY,
                "node_count", flow.nodes().size(),
                "edge_count", flow.edges().size(),
                "runs_24h",
                        all.stream()
                                .filter(run -> run.startedAt().isAfter(dayAgo))
                                .count(),
                "p50_latency_ms", quantile(all, 0.5),
                "p95_latency_ms", quantile(all, 0.95),
                "success_rate", all.isEmpty() ? 0 : 1,
                "last_run", all.isEmpty() ? null : all.get(0).startedAt(),
                "budget", Map.of());
    }

    private static Map<String, Object> row(FlowRun run) {
        return Row.of(
                "run_id",
                run.id(),
                "flow_id",
                run.flow(),
                "status",
                "succeeded",
                "trigger",
                "user",
                "started_at",
                run.startedAt(),
                "duration_ms",
                run.duration().toMillis(),
                "identity",
                Row.of(run.owner(), null));
    }

    private static long quantile(List<FlowRun> all, double part) {
        List<Long> sorted =
                all.stream().map(run -> run.duration().toMillis()).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    private static Map<String, Object> use() {
        return Row.of("requests_used", 0, "cost_usd_used", 0, "tokens_used", 0);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Flow named(@Nullable String id) {
        return Flow.ALL.stream()
                .filter(flow -> flow.id().equals(id))
                .findFirst()
                .orElseThrow(() -> HarborProtocolErrors.notFound("flow"));
    }

    /** Breaks a tenant's engine of a flow, for examples. */
    public void breakDown(String tenant, String flow) {
        broken.add(new Engine(tenant, named(flow).id()));
    }
}
