package dev.errata.limits.redis;

import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.LockStore;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Failures of networks as keys. Thread-safe. */
final class RedisLocks implements LockStore {
    private static final Script LOCKED = Script.of("locked");
    private static final Script FAIL = Script.of("fail");

    private final Redis redis;
    private final String prefix;
    private final InstantSource clock;

    RedisLocks(Redis redis, String prefix, InstantSource clock) {
        this.redis = redis;
        this.prefix = prefix;
        this.clock = clock;
    }

    @Override
    public Duration locked(String network, LockRule rule) {
        long now = RedisGuardStores.micros(clock.instant());
        return Duration.of(
                redis.run(
                                LOCKED,
                                prefix + network,
                                Long.toString(now),
                                after(now, rule.furthest()),
                                Integer.toString(rule.failures()))
                        .get(0),
                ChronoUnit.MICROS);
    }

    @Override
    public Duration fail(String network, LockRule rule) {
        long now = RedisGuardStores.micros(clock.instant());
        return Duration.of(
                redis.run(
                                FAIL,
                                prefix + network,
                                Long.toString(now),
                                after(now, rule.furthest()),
                                Integer.toString(rule.failures()),
                                after(now, rule.failures() > 1 ? rule.window() : rule.lock()),
                                after(now, rule.lock()),
                                RedisGuardStores.life(rule.longest()))
                        .get(0),
                ChronoUnit.MICROS);
    }

    @Override
    public void release(String network) {
        redis.ask(commands -> commands.del(prefix + network));
    }

    private static String after(long now, Duration length) {
        return Long.toString(now + length.toNanos() / 1_000);
    }
}
