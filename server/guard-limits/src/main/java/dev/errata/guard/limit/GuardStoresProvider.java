package dev.errata.guard.limit;

import java.time.InstantSource;

/** Opens stores that nodes share; found by {@link java.util.ServiceLoader}. */
public interface GuardStoresProvider {
    /** Whether a location is one of its own. */
    boolean opens(String location);

    /**
     * Opens them; as {@link GuardStores#open}, without an answer to being away.
     *
     * @throws IllegalArgumentException when the location is not as it must be
     * @throws RuntimeException when the place cannot be used
     */
    GuardStores open(String location, String namespace, InstantSource clock);
}
