/**
 * Idempotency: all requests under one idempotency key are run once, and answered with what that run answered.
 *
 * <p>A handler reads the key by {@link dev.errata.guard.idempotency.IdempotencyKeyHeader}, and calls
 * {@link dev.errata.guard.idempotency.Idempotency#once}. Claims and answers are kept in an
 * {@link dev.errata.guard.idempotency.IdempotencyStore}; what it says of a claim is the closed set
 * {@link dev.errata.guard.idempotency.Claim}. {@link dev.errata.guard.idempotency.Fingerprint} tells the same request
 * from another one.
 */
@NullMarked
package dev.errata.guard.idempotency;

import org.jspecify.annotations.NullMarked;
