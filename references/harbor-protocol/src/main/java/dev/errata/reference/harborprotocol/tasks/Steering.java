package dev.errata.reference.harborprotocol.tasks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.bounds.BoundsCheck;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Surface;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets controls through to runs. In this order: run named, scope known, run found, scope enough, payload in bounds. */
public final class Steering implements Surface {
    private final Runs runs;
    private final Tasks tasks;
    private final Signals signals;
    private final Bus bus;
    private final BoundsCheck bounds;

    public Steering(Runs runs, Tasks tasks, Signals signals, Bus bus, Catalog catalog) {
        this.runs = runs;
        this.tasks = tasks;
        this.signals = signals;
        this.bus = bus;
        this.bounds = new BoundsCheck(catalog);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Request(
            @Nullable IdentityBody identity,
            @Nullable Map<String, @Nullable Object> payload,
            @Nullable String eventId) implements Identified {}

    record Accepted(boolean accepted, String method, String protocolVersion) {}

    @Override
    public List<Method<?>> methods() {
        return Arrays.stream(Control.values()).<Method<?>>map(this::method).toList();
    }

    private Method<Request> method(Control control) {
        return new Method<>(
                control.method(),
                Family.CONTROL,
                control.need(),
                Request.class,
                (call, request) -> steer(control, call, request),
                List.of("scope_mismatch", "not_found", "payload_invalid"),
                control.summary());
    }

    private Accepted steer(Control control, Call call, Request request) {
        IdentityBody said = request.identity();
        String id = said == null ? null : said.run();
        if (said == null || id == null || id.isBlank()) {
            throw HarborProtocolErrors.identityRequiredRunMissing();
        }
        SteeringScope scope = scope(control, call.identity(), said.scope());
        Run run = runs.find(call.owner(), id);
        if (run == null && !tasks.isLive(call.owner(), id)) {
            throw noRun();
        }
        if (scope.compareTo(control.least()) < 0) {
            rejected(control, call, id, "scope_mismatch", scope);
            throw HarborProtocolErrors.scopeMismatch(control.least().word());
        }
        ApiError crossed = bounds.check(call.body(), "payload");
        if (crossed != null) {
            rejected(control, call, id, "payload_invalid", scope);
            throw crossed.exception();
        }
        Signal signal = new Signal(control, Objects.requireNonNullElse(request.payload(), Map.of()));
        // Another process may have the run.
        if (run == null ? !signals.send(call.owner(), id, signal) : !run.take(signal)) {
            throw noRun();
        }
        return new Accepted(true, control.method(), Method.PROTOCOL_VERSION);
    }

    /** What the token gives, or less where less is claimed: a body can lower it and not raise it. */
    private static SteeringScope scope(Control control, Identity identity, @Nullable String claimed) {
        SteeringScope derived = identity.isAdmin() ? SteeringScope.ADMIN : SteeringScope.OWNER_USER;
        if (claimed == null || claimed.isEmpty()) {
            return derived;
        }
        SteeringScope named = SteeringScope.named(claimed);
        if (named == null) {
            throw HarborProtocolErrors.scopeMismatchUnknownScope(control.least().word());
        }
        return derived.orLower(named);
    }

    private void rejected(Control control, Call call, String run, String reason, SteeringScope scope) {
        bus.publish(
                "control.rejected",
                new Subject(call.owner(), run),
                Map.of("Type", control.name(), "Reason", reason, "CallerScope", scope.word()));
    }

    private static RuntimeException noRun() {
        return HarborProtocolErrors.notFound("run with a live inbox");
    }
}
