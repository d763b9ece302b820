package dev.errata.reference.harborprotocol.identity;

import dev.errata.guard.AboutCaller;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the token and the session header say it.
 *
 * @param scopes of the closed set {@link #SCOPES}
 */
public record Identity(Owner owner, Set<String> scopes) implements AboutCaller {
    public static final String ADMIN = "admin";
    public static final String FLEET = "console:fleet";
    static final Set<String> SCOPES = Set.of(ADMIN, FLEET);

    public boolean isAdmin() {
        return scopes.contains(ADMIN);
    }

    /** Whether it may read across tenants. */
    public boolean seesAll() {
        return isAdmin() || scopes.contains(FLEET);
    }

    /** The tenant to look into: its own, or the one that the request names and that it may look into. */
    public String tenant(@Nullable String named, boolean fleetIsEnough) {
        if (named == null || named.equals(owner.tenant())) {
            return owner.tenant();
        }
        if (!(fleetIsEnough ? seesAll() : isAdmin())) {
            throw HarborProtocolErrors.scopeMismatchCrossTenant(fleetIsEnough ? ADMIN + " or " + FLEET : ADMIN);
        }
        return named;
    }
}
