package dev.errata.limits.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.StoreAway;
import dev.errata.guard.StoreFault;
import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.SharedGuardStores;
import dev.errata.guard.limit.SharedGuardStoresKit;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class RedisGuardStoresTest extends SharedGuardStoresKit {
    private static final RateLimit TEN = new RateLimit("r", Level.KEY, 10, Duration.ofMinutes(1));
    private static final LockRule LOCK = new LockRule(3, Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final String test = RedisLimits.name();
    private final InstantSource clock = InstantSource.system();

    @Override
    protected GuardStores node(String service, InstantSource clock) {
        return RedisLimits.of(test + service, clock);
    }

    @Test
    void keysEndByThemselvesAMinuteAfterTheySayNothingAnyMore() {
        GuardStores stores = node("shop", clock);
        stores.buckets().take("k", TEN);
        stores.buckets().giveBack("k", TEN);
        stores.locks().fail("n", LOCK);

        assertThat(life("bucket:k")).isBetween(110L, 120L);
        assertThat(life("lock:n")).isBetween(170L, 180L);
    }

    private long life(String key) {
        return RedisLimits.server().ask(commands -> commands.ttl("errata:" + test + "shop:" + key));
    }

    @Test
    void aServerThatForgotItsScriptsIsSentThemAgain() {
        BucketStore buckets = node("shop", clock).buckets();
        buckets.take("k", TEN);
        RedisLimits.server().ask(commands -> commands.scriptFlush());

        assertThat(buckets.take("k", TEN).remaining()).isEqualTo(8);
    }

    @Test
    void aKilledServerIsSaidWithinASecondRulesDoAsTheySayAndItIsFoundWhenItIsBack() {
        try (TestRedis server = TestRedis.start();
                GuardStores stores = GuardStores.open(server.location(), "shop", clock, 3)) {
            BucketStore buckets = stores.buckets();
            assertThat(buckets.take("a", TEN).remaining()).isEqualTo(9);
            server.stop();

            long before = System.nanoTime();
            assertThatThrownBy(() -> buckets.take("a", TEN))
                    .isInstanceOf(StoreAway.class)
                    .hasMessageStartingWith(server.location() + " ");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            for (int i = 0; i < 1_000; i++) {
                assertThat(buckets.take("a", TEN.whileAway(WhileAway.ALONE)).granted())
                        .isEqualTo(i < 3);
            }
            assertThatThrownBy(() -> stores.locks().locked("n", LOCK)).isInstanceOf(StoreAway.class);
            assertThat(stores.locks().locked("n", LOCK.whileAway(WhileAway.ALONE)))
                    .isEqualTo(Duration.ZERO);
            assertThatThrownBy(() -> stores.maintenance().until()).isInstanceOf(StoreAway.class);

            server.startAgain();
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!answers(buckets) && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            assertThat(buckets.take("b", TEN).remaining()).isEqualTo(8);
        }
    }

    private static boolean answers(BucketStore buckets) {
        try {
            return buckets.take("b", TEN).granted();
        } catch (RuntimeException e) {
            return !(e instanceof StoreFault);
        }
    }

    @Test
    void aServerThatSaysNothingKeepsNobodyWaitingForMoreThanASecond() throws Exception {
        try (TestRedis server = TestRedis.start();
                RedisGuardStores raw = RedisGuardStores.open(server.location(), "shop", clock);
                Redis other = Redis.open(server.location())) {
            BucketStore buckets = new SharedGuardStores(raw, clock, 3).buckets();
            buckets.take("a", TEN);
            other.ask(commands -> commands.clientPause(3_000));

            long before = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> buckets.take("a", TEN)).isInstanceOf(StoreAway.class);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_500));
        }
    }

    @Test
    void anAddressThatCannotBeReadOrReachedIsSaidWithoutItsPassword() {
        assertThatThrownBy(() -> GuardStores.open("redis://user:secret@", "shop", clock, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The address of the Redis server for limits cannot be read; write redis://host:port, or"
                        + " redis://user:password@host:port/database, rediss:// with TLS");
        assertThatThrownBy(() -> GuardStores.open("redis://user:secret@127.0.0.1:1", "shop", clock, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("redis://127.0.0.1:1 cannot be used: ")
                .hasMessageEndingWith(". Start it, or name another server for the limits");
    }
}
