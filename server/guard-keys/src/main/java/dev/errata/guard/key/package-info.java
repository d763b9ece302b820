/**
 * API keys: their form, what is kept of them, the guard that reads them, and the addresses that may use them.
 *
 * <p>{@link dev.errata.guard.key.ApiKeyFormat} is a vendor's form of keys as data. {@link dev.errata.guard.key.ApiKeys}
 * mints and recognises them over an {@link dev.errata.guard.key.ApiKeyStore}, which never sees a secret.
 * {@link dev.errata.guard.key.ApiKeyGuard} stands at the door; {@link dev.errata.guard.key.AddressGuard} behind it.
 * {@link dev.errata.guard.key.LockGuard} stands around it, and locks networks out that guess keys.
 */
@NullMarked
package dev.errata.guard.key;

import org.jspecify.annotations.NullMarked;
