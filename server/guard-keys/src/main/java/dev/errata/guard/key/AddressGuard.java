package dev.errata.guard.key;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Lets a key with a list of addresses be used from those only. Stands behind {@link ApiKeyGuard}. Thread-safe.
 *
 * <p>The peer is the one that the connection has; a peer that is no address is outside of every list.
 */
public final class AddressGuard implements Guard {
    private final Catalog catalog;

    /** A guard that answers in this contract. */
    public AddressGuard(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Compares the peer with the key's list.
     *
     * @throws IllegalStateException when no key was left on the request
     */
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        ApiKey key = request.get(ApiKey.class);
        if (key == null) {
            throw new IllegalStateException("AddressGuard found no API key on the request; put ApiKeyGuard before it");
        }
        String peer = request.peerAddress();
        if (key.allowlist().isEmpty() || key.allowlist().contains(peer)) {
            return null;
        }
        return catalog.answer(Condition.PERMISSION_ADDRESS, Facts.address(peer));
    }
}
