package dev.errata.reference.harborprotocol.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import org.jspecify.annotations.Nullable;

/**
 * What a body says of its sender; it may repeat what is known and change nothing of it.
 *
 * @param run that a control steers
 * @param scope a steering scope that the sender claims, to have less than it might
 * @param task that an artifact comes from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IdentityBody(
        @Nullable String tenant,
        @Nullable String user,
        @Nullable String session,
        @Nullable String run,
        @Nullable String scope,
        @Nullable String task) {
    public static final IdentityBody NONE = new IdentityBody(null, null, null, null, null, null);

    /** Refuses another user or session than the caller's; tenants are compared where reaching across is spoken of. */
    public void checkWithin(Owner caller) {
        if (contradicts(user, caller.user()) || contradicts(session, caller.session())) {
            throw HarborProtocolErrors.identityRequiredContradicted();
        }
    }

    /** Refuses another identity than the caller's. */
    public void check(Owner caller) {
        checkWithin(caller);
        if (contradicts(tenant, caller.tenant())) {
            throw HarborProtocolErrors.identityRequiredContradicted();
        }
    }

    /** What was said, unless nothing was. */
    @Nullable
    public String named(@Nullable String said) {
        return said == null || said.isEmpty() ? null : said;
    }

    /** Whether a filter means this owner, and the caller may see it; what is not said is anybody. */
    public boolean covers(Owner owner, Identity caller) {
        return (caller.isAdmin() || owner.user().equals(caller.owner().user()))
                && !contradicts(user, owner.user())
                && !contradicts(session, owner.session());
    }

    private static boolean contradicts(@Nullable String said, String known) {
        return said != null && !said.isEmpty() && !said.equals(known);
    }
}
