/**
 * The doors: what is checked before the work, and answered in the contract when it fails. Framework-free.
 *
 * <p>A {@link dev.errata.guard.Guard} looks at a {@link dev.errata.guard.GuardedRequest} and answers with the error
 * that refuses it, or null. {@link dev.errata.guard.GuardChain} is the order they stand in.
 */
@NullMarked
package dev.errata.guard;

import org.jspecify.annotations.NullMarked;
