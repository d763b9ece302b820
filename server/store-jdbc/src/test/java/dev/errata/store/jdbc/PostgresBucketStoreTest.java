package dev.errata.store.jdbc;

import dev.errata.guard.rate.BucketStore;
import dev.errata.guard.rate.BucketStoreKit;
import java.time.InstantSource;

final class PostgresBucketStoreTest extends BucketStoreKit {
    @Override
    protected BucketStore store(InstantSource clock) {
        return PostgresLimits.of(PostgresLimits.name(), clock).buckets();
    }
}
