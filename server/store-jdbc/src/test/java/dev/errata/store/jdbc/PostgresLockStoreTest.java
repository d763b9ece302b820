package dev.errata.store.jdbc;

import dev.errata.guard.limit.LockStore;
import dev.errata.guard.limit.LockStoreKit;
import java.time.InstantSource;

final class PostgresLockStoreTest extends LockStoreKit {
    @Override
    protected LockStore store(InstantSource clock) {
        return PostgresLimits.of(PostgresLimits.name(), clock).locks();
    }
}
