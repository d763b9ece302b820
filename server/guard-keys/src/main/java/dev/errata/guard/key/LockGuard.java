package dev.errata.guard.key;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.LockStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the guards that authenticate, and locks a network out that fails there too often. Thread-safe.
 *
 * <p>While a network is locked, nothing from it is looked at, valid keys neither: an answer would tell a guesser what
 * it wants to know. A network is an IPv4 /24 or an IPv6 /64, as one client can have many addresses; a key is never
 * locked as such, or anybody could lock its owner out. Peers that are no addresses are one network.
 */
public final class LockGuard implements Guard {
    private static final int SERVER_ERROR = 500;
    private static final int BITS_OF_FOUR = 24;
    private static final int BITS_OF_SIX = 64;
    private static final String NO_ADDRESS = "";

    private final Catalog catalog;
    private final Guard inner;
    private final LockStore networks;
    private final LockRule rule;

    /**
     * A lock around a guard.
     *
     * @param inner refuses those only that did not prove who they are: what it refuses is a failure if the rule counts
     *     it
     */
    public LockGuard(Catalog catalog, Guard inner, LockStore networks, LockRule rule) {
        this.catalog = catalog;
        this.inner = inner;
        this.networks = networks;
        this.rule = rule;
    }

    /** Of any number that fail at once, only as many as the rule has are told so; the lock is there for the others. */
    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        String network = network(request.peerAddress());
        Duration locked = networks.locked(network, rule);
        if (!locked.isZero()) {
            return refusal(locked);
        }
        ApiError error = inner.check(request);
        // A credential that could not be looked at has not failed.
        if (error == null || error.status() >= SERVER_ERROR || !rule.counts().test(request)) {
            return error;
        }
        Duration meanwhile = networks.fail(network, rule);
        return meanwhile.isZero() ? error : refusal(meanwhile);
    }

    /** Forgets the failures of the network that an address is in, and unlocks it. */
    public void release(String address) {
        networks.release(network(address));
    }

    private ApiError refusal(Duration wait) {
        return catalog.answer(Condition.LIMIT_LOCK, Facts.retryAfter(wait));
    }

    private static String network(String address) {
        String network = AddressList.network(address, BITS_OF_FOUR, BITS_OF_SIX);
        return network == null ? NO_ADDRESS : network;
    }
}
