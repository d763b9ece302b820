package dev.errata.reference.harborprotocol.tasks;

import com.fasterxml.jackson.annotation.JsonValue;
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
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What waits for somebody to let it go on, and what did. */
public record PauseMethods(Pauses pauses, dev.errata.reference.harborprotocol.method.Valid valid) implements Surface {
    /** Whether a run still waits. */
    enum State {
        PAUSED,
        RESUMED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(Pause pause) {
            return pause.resumedAt() == null ? PAUSED : RESUMED;
        }
    }

    /** Why a run waits. */
    enum Reason {
        APPROVAL_REQUIRED,
        AWAIT_INPUT,
        EXTERNAL_EVENT,
        CONSTRAINTS_CONFLICT;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Filter(
            @Nullable List<@NotNull State> status,
            @Nullable List<@NotNull String> tenantIds,
            @Nullable List<@NotNull String> userIds,
            @Nullable List<@NotNull String> sessionIds,
            @Nullable List<@NotNull String> runIds,
            @Nullable List<@NotNull Reason> reasons,
            @Nullable Instant since,
            @Nullable Instant until) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);

        boolean takes(Pause pause) {
            return Names.take(status, State.of(pause))
                    && Names.take(userIds, pause.owner().user())
                    && Names.take(sessionIds, pause.owner().session())
                    && Names.take(runIds, pause.run())
                    && Names.take(reasons, Reason.valueOf(pause.reason().toUpperCase(Locale.ROOT)))
                    && (since == null || !pause.pausedAt().isBefore(since))
                    && (until == null || !pause.pausedAt().isAfter(until));
        }
    }

    record Request(
            @Nullable IdentityBody identity,
            @Valid @Nullable Filter filter,
            @Min(0) @Nullable Integer page,
            @Min(0) @Max(Pages.MOST) @Nullable Integer pageSize)
            implements Identified {}

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                "pause.list",
                Family.PAUSES,
                Need.ADMIN_ACROSS,
                Request.class,
                this::list,
                List.of("identity_scope_required"),
                "the pauses of the user's runs, newest first"));
    }

    private Object list(Call call, Request request) {
        Filter filter = Objects.requireNonNullElse(request.filter(), Filter.NONE);
        List<String> tenants = Names.of(filter.tenantIds());
        boolean own = tenants.isEmpty() || tenants.equals(List.of(call.tenant()));
        if (!own && !call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        valid.check(request);
        List<Map<String, Object>> all = (own ? List.of(call.tenant()) : tenants)
                .stream()
                        .distinct()
                        .flatMap(tenant -> pauses.inTenant(tenant).stream())
                        .filter(pause -> call.identity().isAdmin()
                                || pause.owner().user().equals(call.owner().user()))
                        .filter(filter::takes)
                        .map(PauseMethods::row)
                        .toList();
        return Pages.of("snapshots", all, request.page(), request.pageSize());
    }

    private static Map<String, Object> row(Pause pause) {
        return Row.of(
                "token",
                pause.token(),
                "reason",
                pause.reason(),
                "state",
                State.of(pause).toString(),
                "identity",
                Row.of(pause.owner(), pause.run()),
                "paused_at",
                pause.pausedAt(),
                "resumed_at",
                pause.resumedAt());
    }
}
