package dev.errata.guard.idempotency;

import java.time.Instant;

/**
 * One try to run the work of a request.
 *
 * @param token told by the store from those of other tries, so that a slow try cannot overwrite a later one
 * @param at now
 * @param lockedUntil when others may take over, should this try never end
 * @param expiresAt when the key is forgotten
 */
public record Attempt(long token, Instant at, Instant lockedUntil, Instant expiresAt) {}
