package dev.errata.store.jdbc;

import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.GuardStoresProvider;
import java.time.InstantSource;

/** Opens {@link PostgresGuardStores}. */
public final class PostgresGuardStoresProvider implements GuardStoresProvider {
    /** The service loader makes it. */
    public PostgresGuardStoresProvider() {}

    @Override
    public boolean opens(String location) {
        return location.startsWith(Databases.POSTGRES);
    }

    @Override
    public GuardStores open(String location, String namespace, InstantSource clock) {
        return PostgresGuardStores.open(location, namespace, clock);
    }
}
