package dev.errata.reference.harborprotocol;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be read of tasks and sessions. */
final class Records implements Surface {
    private static final int LIST = 50;
    private static final int LIST_MOST = 200;

    private final Sessions sessions;
    private final Tasks tasks;
    private final Valid valid;

    Records(Sessions sessions, Tasks tasks, Valid valid) {
        this.sessions = sessions;
        this.tasks = tasks;
        this.valid = valid;
    }

    /**
     * Asks for one.
     *
     * @param tenant another tenant, for those who may look into it
     */
    record One(
            @Nullable IdentityBody identity,

            @NotNull @NotEmpty @Size(max = Method.LONGEST_ID) @Nullable
            String id,

            @Size(min = 1, max = Method.LONGEST_ID) @Nullable
            String tenant)
            implements Identified {}

    /** Asks for several. */
    record Several(
            @Nullable IdentityBody identity,
            @Min(1) @Max(LIST_MOST) @Nullable Integer limit,

            @Size(min = 1, max = Method.LONGEST_ID) @Nullable
            String tenant)
            implements Identified {}

    record TaskDetail(Task.View task, String parentSession, Map<String, Integer> cost) {}

    record TaskList(List<Task.View> tasks) {}

    record SessionList(List<Sessions.View> sessions) {}

    record SessionDetail(Sessions.View session) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "tasks.get",
                        Family.TASKS,
                        Need.ADMIN_ACROSS,
                        One.class,
                        this::task,
                        List.of("not_found"),
                        "one task"),
                new Method<>(
                        "tasks.list",
                        Family.TASKS,
                        Need.ADMIN_ACROSS,
                        Several.class,
                        this::tasks,
                        List.of("scope_mismatch"),
                        "the tasks of the session, newest first"),
                new Method<>(
                        "sessions.list",
                        Family.SESSIONS,
                        Need.FLEET_ACROSS,
                        Several.class,
                        this::sessions,
                        List.of("scope_mismatch"),
                        "the sessions of the user, newest first"),
                new Method<>(
                        "sessions.inspect",
                        Family.SESSIONS,
                        Need.ADMIN_ACROSS,
                        One.class,
                        this::session,
                        List.of("scope_mismatch", "not_found"),
                        "one session"));
    }

    private TaskDetail task(Call call, One request) {
        String tenant = call.identity().tenant(request.tenant(), false);
        valid.check(request);
        String id = Objects.requireNonNull(request.id());
        Task task = (isOwn(call, tenant) ? tasks.find(call.owner(), id) : tasks.inTenant(tenant, id))
                .orElseThrow(() -> HarborProtocolErrors.notFound("task"));
        return new TaskDetail(task.view(), task.owner().session(), Map.of("steps", task.steps()));
    }

    private TaskList tasks(Call call, Several request) {
        String tenant = call.identity().tenant(request.tenant(), false);
        valid.check(request);
        return new TaskList(tasks.newest(tenant, isOwn(call, tenant) ? call.owner() : null, limit(request)).stream()
                .map(Task::view)
                .toList());
    }

    private SessionList sessions(Call call, Several request) {
        String tenant = call.identity().tenant(request.tenant(), true);
        valid.check(request);
        String user = isOwn(call, tenant) ? call.owner().user() : null;
        return new SessionList(sessions.newest(tenant, user, limit(request)).stream()
                .map(sessions::view)
                .toList());
    }

    /** Of the caller; an admin names another tenant, and finds the user's session of the same name there. */
    private SessionDetail session(Call call, One request) {
        String tenant = call.identity().tenant(request.tenant(), false);
        valid.check(request);
        Owner owner = new Owner(tenant, call.owner().user(), Objects.requireNonNull(request.id()));
        return sessions.find(owner)
                .map(session -> new SessionDetail(sessions.view(session)))
                .orElseThrow(() -> HarborProtocolErrors.notFound("session"));
    }

    private static boolean isOwn(Call call, String tenant) {
        return tenant.equals(call.owner().tenant());
    }

    private static int limit(Several request) {
        return Objects.requireNonNullElse(request.limit(), LIST);
    }
}
