package dev.errata.reference.harborprotocol;

/**
 * One call of a method.
 *
 * @param identity of the caller
 * @param tenant to look into: the caller's own, or another that it may look into
 * @param body its bytes, as they came
 */
record Call(Identity identity, String tenant, byte[] body) {
    Owner owner() {
        return identity.owner();
    }
}
