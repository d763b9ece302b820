package dev.errata.store.jdbc;

import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.BucketStoreKit;
import java.time.InstantSource;

final class PostgresBucketStoreTest extends BucketStoreKit {
    @Override
    protected BucketStore store(InstantSource clock) {
        return PostgresLimits.of(PostgresLimits.name(), clock).buckets();
    }
}
