package dev.errata.limits.redis;

import dev.errata.guard.limit.GuardStores;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores in one server for all tests of a process, a name for each that must see nothing of others. */
final class RedisLimits {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private RedisLimits() {}

    private static final class Holder {
        static final TestRedis SERVER = TestRedis.start();
        static final Redis REDIS = Redis.open(SERVER.location());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    static String name() {
        return "t" + NAMES.incrementAndGet();
    }

    static GuardStores of(String name, InstantSource clock) {
        return new RedisGuardStores(Holder.REDIS, name, clock);
    }

    /** What the server answers a person who asks. */
    static Redis server() {
        return Holder.REDIS;
    }
}
