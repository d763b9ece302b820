package dev.errata.reference.harborprotocol.identity;

import dev.errata.core.ApiError;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.token.VerifiedToken;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes of a token that holds, and of the session header, who calls; refuses where anything of it is missing. */
public final class IdentityGuard implements Guard {
    private static final String HEADER = "X-Harbor-Session";

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        VerifiedToken token = Objects.requireNonNull(request.get(VerifiedToken.class));
        String tenant = token.text("tenant");
        String user = token.text("user");
        if (tenant == null || user == null) {
            return HarborProtocolErrors.identityRequiredClaimsMissing().error();
        }
        String session = session(request, token);
        if (session == null) {
            return HarborProtocolErrors.identityRequiredSessionMissing().error();
        }
        request.put(Identity.class, new Identity(new Owner(tenant, user, session), token.scopes()));
        return null;
    }

    /** Two headers name two sessions, which is none. */
    private static @Nullable String session(GuardedRequest request, VerifiedToken token) {
        if (request.headers(HEADER).size() > 1) {
            return null;
        }
        String header = request.header(HEADER);
        String named = header == null ? "" : header.trim();
        if (named.isEmpty() && StreamTokens.isStream(request)) {
            named = StreamTokens.parameter(request, "session");
        }
        return named.isEmpty() ? token.text("session") : named;
    }
}
