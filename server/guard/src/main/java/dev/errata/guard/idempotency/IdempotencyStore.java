package dev.errata.guard.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where claims and answers are kept. Thread-safe: of any number of claims at once, one is fresh.
 *
 * <p>A store on a database takes part in the transaction that its caller is in, so that claim, work and answer are kept
 * together or not at all. Expired keys are new, and are removed by and by as others are claimed.
 */
public interface IdempotencyStore {
    /**
     * The answer that this request has already, null when it has none; only reads, and takes no part in any work.
     *
     * @param at answers that have expired at this moment are none
     */
    @Nullable
    StoredAnswer answer(IdempotentRequest request, Instant at);

    /**
     * Claims a key.
     *
     * @return fresh also when an earlier attempt at the same request did not end before its lock did; a mismatch is one
     *     whether that attempt ended or not
     */
    Claim claim(IdempotentRequest request, Attempt attempt);

    /**
     * Keeps the answer of an attempt.
     *
     * @return false, and nothing is kept, when the claim is not this attempt's any more
     */
    boolean complete(IdempotentRequest request, Attempt attempt, StoredAnswer answer);

    /** Forgets the key, if the claim is still this attempt's and has no answer. */
    void release(IdempotentRequest request, Attempt attempt);
}
