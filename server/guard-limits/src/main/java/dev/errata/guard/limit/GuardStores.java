package dev.errata.guard.limit;

import dev.errata.guard.MaintenanceStore;
import java.time.InstantSource;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What guards count and remember; of one process, or of all nodes that name the same place. Thread-safe.
 *
 * <p>A store that nodes share throws a {@link StoreFault} while it is away, unless a rule says otherwise; see
 * {@link SharedGuardStores}.
 */
public interface GuardStores extends AutoCloseable {
    /** Where requests are counted. */
    BucketStore buckets();

    /** Where failures are counted. */
    LockStore locks();

    /** Where the end of maintenance is kept. */
    MaintenanceStore maintenance();

    @Override
    void close();

    /**
     * Opens the stores that a service's settings name.
     *
     * @param location {@code redis://host:port} with {@code errata-limits-redis} on the class path,
     *     {@code jdbc:postgresql://host:port/database} with {@code errata-store-jdbc}; empty for this process alone
     * @param namespace keeps services in one place apart, such as their names
     * @param clock of the service; those of all its nodes should be within a second of each other
     * @param nodes that share the place, at least 1; what one grants of a limit while the place is away is the whole
     *     divided by them
     * @throws IllegalArgumentException when no module on the class path opens such a place, or there are no nodes
     * @throws RuntimeException when the place cannot be used
     */
    static GuardStores open(String location, String namespace, InstantSource clock, int nodes) {
        if (nodes < 1) {
            throw new IllegalArgumentException(
                    "Limits cannot be shared by " + nodes + " nodes; say how many there are, 1 or more");
        }
        if (location.isEmpty()) {
            return new InMemoryGuardStores(clock);
        }
        try {
            for (GuardStoresProvider provider :
                    ServiceLoader.load(GuardStoresProvider.class, GuardStores.class.getClassLoader())) {
                if (provider.opens(location)) {
                    return new SharedGuardStores(provider.open(location, namespace, clock), clock, nodes);
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("A module for the stores of guards cannot be loaded", e);
        }
        int scheme = location.indexOf("//");
        throw new IllegalArgumentException("'" + (scheme < 0 ? "…" : location.substring(0, scheme + 2) + "…")
                + "' is no place for limits; give redis://host:port with errata-limits-redis on the class path, or"
                + " jdbc:postgresql://host:port/database?user=…&password=… with errata-store-jdbc");
    }
}
