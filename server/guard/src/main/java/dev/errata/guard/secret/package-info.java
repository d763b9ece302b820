/**
 * Secrets at rest: what a store must be able to tell again, such as the secret of a webhook, and nobody may read there.
 *
 * <p>{@link dev.errata.guard.secret.Sealer} seals under {@link dev.errata.guard.secret.MasterKeys}, which stand outside of
 * the store.
 */
@NullMarked
package dev.errata.guard.secret;

import org.jspecify.annotations.NullMarked;
