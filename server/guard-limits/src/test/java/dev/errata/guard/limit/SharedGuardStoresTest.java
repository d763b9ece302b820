package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.MaintenanceStore;
import dev.errata.guard.ManualClock;
import dev.errata.guard.StoreAway;
import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.RateLimit.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What rules do while the store is away; that it is noticed is tested with each store. */
final class SharedGuardStoresTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateLimit REFUSE = new RateLimit("r", Level.KEY, 100, MINUTE);
    private static final RateLimit ALONE = REFUSE.whileAway(WhileAway.ALONE);

    private final ManualClock clock = new ManualClock();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Server server = new Server();
    private final SharedGuardStores stores = new SharedGuardStores(server, clock, 3, nanoTime::get);

    /** Stores that go away when they are told to, and count who asks meanwhile. */
    private final class Server implements GuardStores {
        private final GuardStores kept = new InMemoryGuardStores(clock);
        private final AtomicInteger asked = new AtomicInteger();
        private boolean away;

        private GuardStores reached() {
            if (away) {
                asked.incrementAndGet();
                throw new StoreAway("redis://… did not answer", null);
            }
            return kept;
        }

        @Override
        public BucketStore buckets() {
            return reached().buckets();
        }

        @Override
        public LockStore locks() {
            return reached().locks();
        }

        @Override
        public MaintenanceStore maintenance() {
            return reached().maintenance();
        }

        @Override
        public void close() {
            kept.close();
        }
    }

    @Test
    void aRuleThatIsToRefuseSaysThatTheStoreIsAwayAndAsksItOnceASecond() {
        server.away = true;
        assertThatThrownBy(() -> stores.buckets().take("a", REFUSE))
                .isInstanceOf(StoreAway.class)
                .hasMessage("redis://… did not answer");
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> stores.buckets().take("a", REFUSE))
                    .isInstanceOf(StoreAway.class)
                    .hasMessage("A store of guards is away and asked once in a second only: redis://… did not answer");
        }
        assertThat(server.asked).hasValue(1);

        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        server.away = false;

        assertThat(stores.buckets().take("a", REFUSE).remaining()).isEqualTo(99);
        assertThat(stores.buckets().take("a", REFUSE).remaining()).isEqualTo(98);
    }

    @Test
    void aRuleThatIsToGoOnAloneGrantsTheShareOfANode() {
        for (int i = 0; i < 60; i++) {
            stores.buckets().take("a", ALONE);
        }
        server.away = true;

        int granted = 0;
        for (int i = 0; i < 400; i++) {
            granted += stores.buckets().take("a", ALONE).granted() ? 1 : 0;
        }

        assertThat(granted).isEqualTo(33);
        server.away = false;
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(stores.buckets().take("a", ALONE).remaining()).isEqualTo(39);
    }

    @Test
    void aShareIsOneAtLeastAndABurstIsSharedToo() {
        server.away = true;
        RateLimit two = new RateLimit("two", Level.KEY, 2, MINUTE).whileAway(WhileAway.ALONE);
        assertThat(stores.buckets().take("two", two).granted()).isTrue();
        assertThat(stores.buckets().take("two", two).granted()).isFalse();

        RateLimit burst = ALONE.withBurst(7);
        assertThat(stores.buckets().take("b", burst).remaining()).isEqualTo(1);
    }

    @Test
    void aTokenThatCannotBeGivenBackHarmsNobody() {
        server.away = true;
        stores.buckets().take("a", ALONE);

        stores.buckets().giveBack("a", ALONE);

        assertThat(stores.buckets().take("a", ALONE).remaining()).isEqualTo(32);
    }

    @Test
    void locksRefuseOrCountAloneAsTheirRuleSays() {
        LockRule refuse = new LockRule(10, MINUTE, MINUTE);
        LockRule alone = refuse.whileAway(WhileAway.ALONE);
        server.away = true;
        assertThatThrownBy(() -> stores.locks().locked("n", refuse)).isInstanceOf(StoreAway.class);
        assertThatThrownBy(() -> stores.locks().fail("n", refuse)).isInstanceOf(StoreAway.class);

        for (int i = 0; i < 3; i++) {
            assertThat(stores.locks().fail("n", alone)).isEqualTo(Duration.ZERO);
        }

        assertThat(stores.locks().locked("n", alone)).isEqualTo(MINUTE);
        assertThat(stores.locks().fail("n", alone)).isEqualTo(MINUTE);
    }

    @Test
    void aPlaceThatNobodyOpensAndNodesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> GuardStores.open("memcached://u:p@host", "shop", clock, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'memcached://…' is no place for limits; give redis://host:port with errata-limits-redis on"
                        + " the class path, or jdbc:postgresql://host:port/database?user=…&password=… with"
                        + " errata-store-jdbc");
        assertThatThrownBy(() -> GuardStores.open("", "shop", clock, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Limits cannot be shared by 0 nodes; say how many there are, 1 or more");
        assertThat(GuardStores.open("", "shop", clock, 1)).isInstanceOf(InMemoryGuardStores.class);
    }
}
