package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What can be read of tasks. */
public record TaskMethods(
        Sessions sessions, Tasks tasks, dev.errata.reference.harborprotocol.method.Valid valid, JsonMapper json)
        implements Surface {
    private static final String TOKEN = "cursor.next_page_token";

    record One(
            @Nullable IdentityBody identity,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String id) implements Identified {}

    record Cursor(@Nullable String nextPageToken) {}

    /** When a task was started, and how it went. */
    record Filter(
            @Nullable List<@NotNull TaskState> statuses,
            @Nullable List<@NotNull String> kinds,
            @Nullable String parentTaskId,
            @Nullable List<@NotNull IdentityBody> identities,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable List<@NotNull String> errorClasses,
            @Min(0) @Nullable Long latencyAboveMs,
            @Nullable String search,
            @Nullable String groupId,
            @Nullable Boolean hasPendingApproval) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null, null, null, null);

        boolean takes(Task task) {
            Task.Progress progress = task.progress();
            String text = (task.ask().description() + "\n" + task.ask().query()).toLowerCase(Locale.ROOT);
            return Names.take(statuses, task.state())
                    && Names.take(kinds, task.ask().kind())
                    && isEmpty(parentTaskId)
                    && isEmpty(groupId)
                    && (since == null || !progress.createdAt().isBefore(since))
                    && (until == null || !progress.createdAt().isAfter(until))
                    && Names.take(errorClasses, Objects.requireNonNullElse(progress.errorClass(), ""))
                    && (latencyAboveMs == null || duration(task).toMillis() > latencyAboveMs)
                    && (search == null || text.contains(search.toLowerCase(Locale.ROOT)))
                    && (hasPendingApproval == null || hasPendingApproval == isPaused(task));
        }

        private static boolean isEmpty(@Nullable String named) {
            return named == null || named.isEmpty();
        }
    }

    record Several(
            @Nullable IdentityBody identity,
            @Valid @Nullable Filter filter,
            @Min(0) @Max(Pages.MOST) @Nullable Integer pageSize,
            @Nullable Cursor cursor,
            @Nullable Boolean includeStatusCounterStrip)
            implements Identified {
        Filter filterOrNone() {
            return Objects.requireNonNullElse(filter, Filter.NONE);
        }

        String token() {
            return cursor == null ? "" : Objects.requireNonNullElse(cursor.nextPageToken(), "");
        }
    }

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "tasks.get",
                        Family.TASKS,
                        Need.IDENTITY,
                        One.class,
                        this::get,
                        List.of("not_found"),
                        "one task of the session"),
                new Method<>(
                        "tasks.list",
                        Family.TASKS,
                        Need.ADMIN_ACROSS,
                        Several.class,
                        this::list,
                        List.of("scope_mismatch"),
                        "the tasks of the session, newest first"));
    }

    private Object get(Call call, One request) {
        String id = Objects.requireNonNull(valid.check(request).id());
        Task task = tasks.find(call.owner(), id).orElseThrow(() -> HarborProtocolErrors.notFound("task"));
        Task.Progress progress = task.progress();
        return Row.of(
                "task",
                row(task),
                "parent_session",
                Row.of(
                        "session_id",
                        task.owner().session(),
                        "agent_name",
                        "",
                        "status",
                        sessions.isOpen(task.owner()) ? "running" : "completed",
                        "started_at",
                        progress.createdAt(),
                        "latest_event_at",
                        progress.updatedAt()),
                "cost",
                Row.of("total_tokens", 0, "prompt_tokens", 0, "output_tokens", 0, "usd", 0, "per_step", List.of()),
                "result_inline",
                progress.result() == null ? null : result(task, progress.result()));
    }

    /** The text of a JSON object, as the Playground reads it. */
    private String result(Task task, String result) {
        return json.writeValueAsString(Row.of(
                "answer",
                result,
                "finish_reason",
                task.state() == TaskState.COMPLETE ? "stop" : task.state().word(),
                "tool_calls_seen",
                0));
    }

    private Object list(Call call, Several request) {
        Filter filter = request.filterOrNone();
        List<Task> all = reached(call, filter);
        valid.check(request);
        if (filter.since() != null && filter.until() != null && filter.since().isAfter(filter.until())) {
            throw HarborProtocolErrors.invalidRequestMember("filter.since", "must not be after `filter.until`");
        }
        List<Task> taken = all.stream().filter(filter::takes).toList();
        int from = from(taken, request.token());
        int size = request.pageSize() == null || request.pageSize() == 0 ? Pages.USUAL : request.pageSize();
        int end = Math.min(taken.size(), from + size);
        return Row.of(
                "rows",
                taken.subList(from, end).stream().map(TaskMethods::row).toList(),
                "cursor",
                Row.of(
                        "next_page_token",
                        end == taken.size() ? null : taken.get(end - 1).id()),
                "aggregates",
                counts(taken, "complete"),
                "status_counter_strip",
                Boolean.TRUE.equals(request.includeStatusCounterStrip()) ? strip(call) : null);
    }

    /** Those of the session, or of whom the filter names: another tenant or user is for admins. */
    private List<Task> reached(Call call, Filter filter) {
        List<IdentityBody> named = Names.of(filter.identities());
        if (named.isEmpty()) {
            return tasks.newest(call.owner());
        }
        return named.stream()
                .filter(Objects::nonNull)
                .flatMap(one -> tasks.inTenant(call.identity().tenant(one.named(one.tenant()), false)).stream()
                        .filter(task -> one.covers(task.owner(), call.identity())))
                .distinct()
                .toList();
    }

    private static int from(List<Task> taken, String token) {
        if (token.isEmpty()) {
            return 0;
        }
        for (int at = 0; at < taken.size(); at++) {
            if (taken.get(at).id().equals(token)) {
                return at + 1;
            }
        }
        throw HarborProtocolErrors.invalidRequestMember(TOKEN, "is not one of ours; begin without one");
    }

    private Map<String, Object> strip(Call call) {
        Map<String, Object> strip = counts(tasks.newest(call.owner()), "completed");
        strip.remove("cancelled");
        return strip;
    }

    private static Map<String, Object> counts(List<Task> tasks, String complete) {
        Map<String, Object> counts = new LinkedHashMap<>();
        Arrays.stream(TaskState.values())
                .forEach(state -> counts.put(
                        state == TaskState.COMPLETE ? complete : state.word(),
                        tasks.stream().filter(task -> task.state() == state).count()));
        return counts;
    }

    private static Map<String, Object> row(Task task) {
        Task.Progress progress = task.progress();
        return Row.of(
                "id", task.id(),
                "kind", task.ask().kind(),
                "status", task.state().word(),
                "priority", task.ask().priority(),
                "identity", Row.of(task.owner(), null),
                "parent_session_id", task.owner().session(),
                "description", task.ask().description(),
                "query", task.ask().query(),
                "started_at", progress.createdAt(),
                "updated_at", progress.updatedAt(),
                "duration_ms", duration(task).toMillis(),
                "error_class", progress.errorClass(),
                "tool_count", 0,
                "background_acknowledged", false,
                "last_activity_at", progress.updatedAt(),
                "is_background", false,
                "has_pending_approval", isPaused(task));
    }

    private static boolean isPaused(Task task) {
        return task.state() == TaskState.PAUSED;
    }

    private static Duration duration(Task task) {
        return Duration.between(task.progress().createdAt(), task.progress().updatedAt());
    }
}
