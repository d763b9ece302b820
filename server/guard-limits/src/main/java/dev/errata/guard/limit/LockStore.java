package dev.errata.guard.limit;

import java.time.Duration;

/**
 * Where the failures of networks are counted. Thread-safe: of any number that fail at once, exactly as many are counted as
 * the rule says.
 *
 * <p>All throw an exception that is a {@link dev.errata.guard.StoreFault} when the store is away.
 */
public interface LockStore {
    /** How long a network is locked from now on; zero when it is not. */
    Duration locked(String network, LockRule rule);

    /**
     * Counts a failure of a network that was not locked when it was looked at.
     *
     * @return how long it is locked already, when others have failed meanwhile; zero when this one was counted, also
     *     when it was the one that locks
     */
    Duration fail(String network, LockRule rule);

    /** Forgets the failures of a network, and unlocks it. */
    void release(String network);
}
