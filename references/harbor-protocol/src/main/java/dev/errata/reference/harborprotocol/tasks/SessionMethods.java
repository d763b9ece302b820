package dev.errata.reference.harborprotocol.tasks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.artifacts.ArtifactRecords;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Pages;
import dev.errata.reference.harborprotocol.method.Row;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.tasks.Sessions.Session;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be read of sessions. */
public record SessionMethods(
        Sessions sessions,
        Tasks tasks,
        Pauses pauses,
        ArtifactRecords artifacts,
        Bus bus,
        dev.errata.reference.harborprotocol.method.Valid valid)
        implements Surface {
    private static final int RECENT = 5;

    /** In which order sessions are listed; no session costs anything, so by cost is as they come. */
    enum Sort {
        STARTED_DESC(Comparator.comparing(Session::openedAt).reversed()),
        STARTED_ASC(Comparator.comparing(Session::openedAt)),
        LAST_ACTIVITY_DESC(Comparator.comparing(Session::lastAt).reversed()),
        COST_DESC(Comparator.comparing(Session::openedAt).reversed());

        @SuppressWarnings("ImmutableEnumChecker")
        private final Comparator<Session> order;

        Sort(Comparator<Session> order) {
            this.order = order.thenComparing(session -> session.owner().session());
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Span(@Nullable Instant from, @Nullable Instant to) {
        boolean has(Instant at) {
            return (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
        }
    }

    record Filter(
            @Nullable List<@NotNull String> statuses,
            @Nullable List<@NotNull String> agentIds,
            @Nullable List<@NotNull String> userIds,
            @Nullable List<@NotNull String> tenantIds,
            @Nullable Span startedWindow,
            @Nullable Boolean hasIntervention,
            @Nullable Boolean hasFailedTask,
            @Nullable Long costAboveCents,
            @Nullable String query) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null, null);

        boolean takes(Session session, Map<String, Object> row) {
            String named = query == null ? "" : query.toLowerCase(Locale.ROOT);
            return Names.take(statuses, String.valueOf(row.get("status")))
                    && Names.take(agentIds, "")
                    && Names.take(userIds, session.owner().user())
                    && (startedWindow == null || startedWindow.has(session.openedAt()))
                    && (hasIntervention == null || hasIntervention.equals(row.get("has_pending_intervention")))
                    && (hasFailedTask == null || hasFailedTask.equals(row.get("has_failed_task")))
                    && (costAboveCents == null || costAboveCents < 0)
                    && session.owner().session().toLowerCase(Locale.ROOT).contains(named);
        }
    }

    record Several(
            @Nullable IdentityBody identity,
            @Valid @Nullable Filter filter,
            @Nullable Sort sort,
            @Nullable String cursor,
            @Min(0) @Max(Pages.MOST) @Nullable Integer limit)
            implements Identified {}

    record One(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String sessionId) implements Identified {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "sessions.list",
                        Family.SESSIONS,
                        Need.FLEET_ACROSS,
                        Several.class,
                        this::list,
                        List.of("scope_mismatch"),
                        "the sessions of the user, open and closed"),
                new Method<>(
                        "sessions.inspect",
                        Family.SESSIONS,
                        Need.IDENTITY,
                        One.class,
                        this::inspect,
                        List.of("not_found"),
                        "one session of the user, with what happened last"));
    }

    private Object list(Call call, Several request) {
        Filter filter = Objects.requireNonNullElse(request.filter(), Filter.NONE);
        Sort sort = Objects.requireNonNullElse(request.sort(), Sort.STARTED_DESC);
        List<Session> reached = reached(call, filter);
        valid.check(request);
        List<Map<String, Object>> rows = reached.stream()
                .sorted(sort.order)
                .map(session -> Map.entry(session, row(session)))
                .filter(entry -> filter.takes(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getValue)
                .toList();
        int from = from(rows, Objects.requireNonNullElse(request.cursor(), ""));
        int size = request.limit() == null || request.limit() == 0 ? Pages.USUAL : request.limit();
        int end = Math.min(rows.size(), from + size);
        boolean more = end < rows.size();
        return Row.of(
                "rows",
                rows.subList(from, end),
                "next_cursor",
                more ? rows.get(end - 1).get("session_id") : "",
                "truncated",
                more);
    }

    /** Those of the user, or of tenants that the filter names and the caller may look into. */
    private List<Session> reached(Call call, Filter filter) {
        List<String> tenants = Names.of(filter.tenantIds());
        if (tenants.isEmpty() || tenants.equals(List.of(call.tenant()))) {
            return sessions.newest(call.tenant(), call.owner().user(), Integer.MAX_VALUE);
        }
        return tenants.stream()
                .map(tenant -> call.identity().tenant(tenant, true))
                .distinct()
                .flatMap(tenant -> sessions.newest(tenant, null, Integer.MAX_VALUE).stream())
                .toList();
    }

    private static int from(List<Map<String, Object>> rows, String cursor) {
        if (cursor.isEmpty()) {
            return 0;
        }
        for (int at = 0; at < rows.size(); at++) {
            if (cursor.equals(rows.get(at).get("session_id"))) {
                return at + 1;
            }
        }
        throw HarborProtocolErrors.invalidRequestMember("cursor", "is not one of ours; begin without one");
    }

    private Object inspect(Call call, One request) {
        String id = Objects.requireNonNull(valid.check(request).sessionId());
        Owner owner = new Owner(call.tenant(), call.owner().user(), id);
        Session session = sessions.find(owner).orElseThrow(() -> HarborProtocolErrors.notFound("session"));
        return Row.of(
                "row",
                row(session),
                "recent_interventions",
                of(owner)
                        .limit(RECENT)
                        .map(pause -> Row.of(
                                "type",
                                "pause",
                                "reason",
                                pause.reason(),
                                "outcome",
                                pause.resumedAt() == null ? "pending" : "resumed",
                                "occurred_at",
                                pause.pausedAt()))
                        .toList(),
                "recent_artifacts",
                artifacts.inTenant(owner.tenant()).stream()
                        .filter(artifact -> artifact.owner().equals(owner))
                        .limit(RECENT)
                        .map(artifact -> Row.of(
                                "filename",
                                Objects.requireNonNullElse(artifact.content().filename(), ""),
                                "mime",
                                artifact.content().mimeType(),
                                "size_bytes",
                                artifact.content().sizeBytes(),
                                "created_at",
                                artifact.place().createdAt()))
                        .toList());
    }

    private Stream<Pause> of(Owner owner) {
        return pauses.inTenant(owner.tenant()).stream()
                .filter(pause -> pause.owner().equals(owner));
    }

    private Map<String, Object> row(Session session) {
        Owner owner = session.owner();
        List<Task> own = tasks.newest(owner);
        return Row.of(
                "session_id", owner.session(),
                "status", sessions.isClosed(session) ? "completed" : "running",
                "agent_id", "",
                "agent_name", "",
                "user_id", owner.user(),
                "tenant_id", owner.tenant(),
                "started_at", session.openedAt(),
                "last_activity_at", session.lastAt(),
                "duration",
                        Duration.between(session.openedAt(), session.lastAt()).toNanos(),
                "tasks_count", own.size(),
                "events_count",
                        bus.seen().stream()
                                .filter(seen -> seen.subject().owner().equals(owner))
                                .count(),
                "total_cost_cents", 0,
                "total_tokens", 0,
                "has_pending_intervention", own.stream().anyMatch(task -> task.state() == TaskState.PAUSED),
                "has_failed_task", own.stream().anyMatch(task -> task.state() == TaskState.FAILED),
                "identity", Row.of(owner, null));
    }
}
