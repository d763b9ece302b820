package dev.errata.limits.redis;

import dev.errata.guard.limit.LockStore;
import dev.errata.guard.limit.LockStoreKit;
import java.time.InstantSource;

final class RedisLockStoreTest extends LockStoreKit {
    @Override
    protected LockStore store(InstantSource clock) {
        return RedisLimits.of(RedisLimits.name(), clock).locks();
    }
}
