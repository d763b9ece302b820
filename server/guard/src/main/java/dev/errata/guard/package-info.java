/**
 * The doors: what is checked before the work, and answered in the contract when it fails. Framework-free.
 *
 * <p>A {@link dev.errata.guard.Guard} looks at a {@link dev.errata.guard.GuardedRequest} and answers with the error
 * that refuses it, or null. {@link dev.errata.guard.GuardChain} is the order they stand in.
 *
 * <ul>
 *   <li>{@link dev.errata.guard.key}: API keys, the addresses that may use them, and the lock against guessing
 *   <li>{@link dev.errata.guard.token}: signed tokens of an issuer
 *   <li>{@link dev.errata.guard.bounds}: how large a document may be
 *   <li>{@link dev.errata.guard.stream}: events that are sent as they happen
 *   <li>{@link dev.errata.guard.rate}: so many requests in a window, by everybody, by key, by user, by owner
 *   <li>{@link dev.errata.guard.idempotency}: one run for all requests under one idempotency key
 *   <li>{@link dev.errata.guard.cursor}: where the next page of a list begins
 *   <li>{@link dev.errata.guard.quota}: what a plan grants in a month
 * </ul>
 */
@NullMarked
package dev.errata.guard;

import org.jspecify.annotations.NullMarked;
