package dev.errata.reference.harborprotocol.method;

import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.Owner;

/**
 * One call of a method.
 *
 * @param identity of the caller
 * @param tenant to look into: the caller's own, or another that it may look into
 * @param body its bytes, as they came
 */
public record Call(Identity identity, String tenant, byte[] body) {
    public Owner owner() {
        return identity.owner();
    }
}
