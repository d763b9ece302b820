package dev.errata.limits.redis;

import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.BucketStoreKit;
import java.time.InstantSource;

final class RedisBucketStoreTest extends BucketStoreKit {
    @Override
    protected BucketStore store(InstantSource clock) {
        return RedisLimits.of(RedisLimits.name(), clock).buckets();
    }
}
