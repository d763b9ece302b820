package dev.errata.limits.redis;

import dev.errata.guard.MaintenanceStore;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.LockStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What nodes count together in a Redis server (6 or newer): one script a decision, over one connection. Thread-safe.
 *
 * <p>A bucket takes some 150 bytes of the server and the text of its name, and ends a minute after it is full again. The
 * server must not evict keys, or limits begin anew; what it loses in a crash begins anew too, maintenance included. Whoever
 * asks hears within half a second that the server is away; it is looked for twice in a second until it is back.
 */
public final class RedisGuardStores implements GuardStores {
    private final Redis redis;
    private final RedisBuckets buckets;
    private final RedisLocks locks;
    private final MaintenanceStore maintenance;

    RedisGuardStores(Redis redis, String namespace, InstantSource clock) {
        String prefix = "errata:" + namespace + ":";
        this.redis = redis;
        this.buckets = new RedisBuckets(redis, prefix + "bucket:", clock);
        this.locks = new RedisLocks(redis, prefix + "lock:", clock);
        this.maintenance = new Maintenance(redis, prefix + "maintenance");
    }

    /**
     * Connects to the server.
     *
     * @param location {@code redis://host:port}, also with {@code user:password@} and {@code /database};
     *     {@code rediss://} with TLS
     * @param namespace keeps services of one server apart
     * @throws IllegalArgumentException when the location cannot be read
     * @throws IllegalStateException when the server cannot be used
     */
    public static RedisGuardStores open(String location, String namespace, InstantSource clock) {
        return new RedisGuardStores(Redis.open(location), namespace, clock);
    }

    @Override
    public BucketStore buckets() {
        return buckets;
    }

    @Override
    public LockStore locks() {
        return locks;
    }

    @Override
    public MaintenanceStore maintenance() {
        return maintenance;
    }

    @Override
    public void close() {
        redis.close();
    }

    static long micros(Instant moment) {
        return TimeUnit.SECONDS.toMicros(moment.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(moment.getNano());
    }

    /** How long a key lives, in milliseconds: a minute more than what it says, for clocks that go slower than the server's. */
    static String life(Duration length) {
        return Long.toString(length.plusMinutes(1).toMillis());
    }

    private record Maintenance(Redis redis, String key) implements MaintenanceStore {
        @Override
        public Instant until() {
            @Nullable String micros = redis.ask(commands -> commands.get(key));
            return micros == null
                    ? Instant.EPOCH
                    : Instant.EPOCH.plusNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros)));
        }

        @Override
        public void until(Instant moment) {
            long micros = moment.isBefore(Instant.EPOCH) ? 0 : micros(moment);
            redis.ask(commands -> commands.set(key, Long.toString(micros)));
        }
    }
}
