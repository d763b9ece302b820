package dev.errata.client;

import java.time.Duration;

/**
 * Where a call stands after an attempt.
 *
 * @param attempt the number of the attempt that has ended, from 1
 * @param operation the method, and whether the request carries an idempotency key, for the reason that is given
 * @param repeatable whether the request may reach the service twice: its method is idempotent (RFC 9110, 9.2.2) or it
 *     carries an idempotency key
 * @param renewable whether a fresh credential can be had: there is a source of them that this call has not asked yet
 * @param left the time until the deadline
 */
public record Situation(int attempt, String operation, boolean repeatable, boolean renewable, Duration left) {}
