package dev.errata.limits.redis;

import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.GuardStoresProvider;
import java.time.InstantSource;

/** Opens {@link RedisGuardStores}. */
public final class RedisGuardStoresProvider implements GuardStoresProvider {
    /** The service loader makes it. */
    public RedisGuardStoresProvider() {}

    @Override
    public boolean opens(String location) {
        return location.startsWith("redis://") || location.startsWith("rediss://");
    }

    @Override
    public GuardStores open(String location, String namespace, InstantSource clock) {
        return RedisGuardStores.open(location, namespace, clock);
    }
}
