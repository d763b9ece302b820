package dev.errata.reference.harborprotocol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the runtime says of itself, and fresh tokens. */
final class Posture implements Surface {
    static final String PROTOCOL_VERSION = "0.1.0";

    private final String instance;
    private final Runs runs;
    private final Bus bus;
    private final Artifacts artifacts;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Instant begin;

    Posture(Instances instances, Runs runs, Bus bus, Artifacts artifacts, Issuer issuer, InstantSource clock) {
        this.instance = instances.own();
        this.runs = runs;
        this.bus = bus;
        this.artifacts = artifacts;
        this.issuer = issuer;
        this.clock = clock;
        this.begin = clock.instant();
    }

    record Request(@Nullable IdentityBody identity) implements Identified {}

    record Info(
            String instanceId,
            String buildVersion,
            String protocolVersion,
            List<String> capabilities,
            long uptimeSeconds) {}

    record Token(String token, Instant expiresAt) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "runtime.info",
                        Family.POSTURE,
                        Need.IDENTITY,
                        Request.class,
                        (call, request) -> info(),
                        List.of(),
                        "what this runtime is and can do"),
                new Method<>(
                        "runtime.health",
                        Family.POSTURE,
                        Need.IDENTITY,
                        Request.class,
                        (call, request) -> Map.of("status", bus.isOpen() ? "ok" : "degraded", "bus", bus.isOpen()),
                        List.of(),
                        "whether its parts work"),
                new Method<>(
                        "runtime.counters",
                        Family.POSTURE,
                        Need.IDENTITY,
                        Request.class,
                        (call, request) -> Map.of(
                                "live_runs",
                                runs.count(),
                                "events_retained",
                                bus.seen().size()),
                        List.of(),
                        "how much is going on"),
                new Method<>(
                        "runtime.drivers",
                        Family.POSTURE,
                        Need.IDENTITY,
                        Request.class,
                        (call, request) -> Map.of("artifacts", artifacts.driver(call.owner())),
                        List.of(),
                        "what it stands on"),
                new Method<>(
                        "auth.rotate_token",
                        Family.TOKENS,
                        Need.ADMIN,
                        Request.class,
                        (call, request) -> token(call),
                        List.of("identity_scope_required"),
                        "a fresh token for the same identity"));
    }

    private Info info() {
        return new Info(
                instance,
                PROTOCOL_VERSION,
                PROTOCOL_VERSION,
                Arrays.stream(Family.values())
                        .map(Family::capability)
                        .distinct()
                        .sorted()
                        .toList(),
                Duration.between(begin, clock.instant()).toSeconds());
    }

    private Token token(Call call) {
        if (!call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequiredAdminMethod();
        }
        Issuer.Minted minted = issuer.mint(call.owner(), call.identity().scopes());
        return new Token(minted.token(), minted.expiresAt());
    }
}
