package dev.errata.guard.idempotency;

/** What a store says to a claim. */
public sealed interface Claim {
    /** The work is this attempt's to do. */
    record Fresh() implements Claim {}

    /**
     * The work was done.
     *
     * @param answer as it was given
     */
    record Replay(StoredAnswer answer) implements Claim {}

    /** The key stands for another request. */
    record Mismatch() implements Claim {}

    /** Another attempt is at it. */
    record Running() implements Claim {}
}
