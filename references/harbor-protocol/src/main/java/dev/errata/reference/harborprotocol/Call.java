package dev.errata.reference.harborprotocol;

/**
 * One call of a method.
 *
 * @param identity of the caller
 * @param body its bytes, as they came
 */
record Call(Identity identity, byte[] body) {
    Owner owner() {
        return identity.owner();
    }
}
