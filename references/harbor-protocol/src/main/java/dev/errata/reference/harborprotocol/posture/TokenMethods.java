package dev.errata.reference.harborprotocol.posture;

import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Issuer;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Surface;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Fresh tokens. */
public record TokenMethods(Issuer issuer, Bus bus) implements Surface {
    private static final String ROTATE = "auth.rotate_token";

    record Rotated(String newToken, Instant expiresAt) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                ROTATE,
                Family.TOKENS,
                Need.ADMIN,
                Posture.Request.class,
                (call, request) -> rotate(call),
                List.of("identity_scope_required"),
                "a fresh token for the same identity"));
    }

    private Rotated rotate(Call call) {
        if (!call.identity().isAdmin()) {
            throw HarborProtocolErrors.identityScopeRequiredAdminMethod();
        }
        Issuer.Minted minted = issuer.mint(call.owner(), call.identity().scopes());
        bus.publish(
                "audit.admin_scope_used",
                new Subject(call.owner(), null),
                Map.of("Actor", call.owner(), "Method", ROTATE));
        return new Rotated(minted.token(), minted.expiresAt());
    }
}
