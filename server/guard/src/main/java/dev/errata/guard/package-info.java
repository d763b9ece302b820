/**
 * The doors: what is checked before the work, and answered in the contract when it fails. Framework-free.
 *
 * <p>A {@link dev.errata.guard.Guard} looks at a {@link dev.errata.guard.GuardedRequest} and answers with the error
 * that refuses it, or null. {@link dev.errata.guard.GuardChain} is the order they stand in.
 *
 * <ul>
 *   <li>{@link dev.errata.guard.bounds}: how large a document may be
 *   <li>{@link dev.errata.guard.stream}: events that are sent as they happen
 *   <li>{@link dev.errata.guard.idempotency}: one run for all requests under one idempotency key
 *   <li>{@link dev.errata.guard.cursor}: where the next page of a list begins
 *   <li>{@link dev.errata.guard.quota}: what a plan grants in a month
 *   <li>{@link dev.errata.guard.secret}: secrets that are kept sealed
 * </ul>
 *
 * <p>API keys ({@code guard.key}), signed tokens ({@code guard.token}) and rate limits ({@code guard.limit}) are modules
 * of their own, for they bring libraries.
 */
@NullMarked
package dev.errata.guard;

import org.jspecify.annotations.NullMarked;
