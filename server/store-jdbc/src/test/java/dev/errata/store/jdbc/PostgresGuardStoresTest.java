package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class PostgresGuardStoresTest extends SharedGuardStoresKit {
    private static final RateLimit TEN = new RateLimit("r", Level.KEY, 10, Duration.ofMinutes(1));
    private static final LockRule LOCK = new LockRule(3, Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final String test = PostgresLimits.name();

    @Override
    protected GuardStores node(String service, InstantSource clock) {
        return PostgresLimits.of(test + service, clock);
    }

    @Test
    void whatIsFullAgainIsDeletedTwoForEachThatComes() {
        String location = PostgresServer.empty();
        ManualClock clock = new ManualClock();
        try (GuardStores stores = GuardStores.open(location, "shop", clock, 3)) {
            for (int i = 0; i < 6; i++) {
                stores.buckets().take("k" + i, TEN);
                stores.locks().fail("n" + i, LOCK);
            }
            clock.advance(Duration.ofMinutes(25));

            for (int i = 0; i < 3; i++) {
                stores.buckets().take("new" + i, TEN);
                stores.locks().fail("new" + i, LOCK);
            }

            assertThat(count(location, "errata_bucket")).isEqualTo(3);
            assertThat(count(location, "errata_lock")).isEqualTo(3);
        }
    }

    private static int count(String location, String table) {
        return JdbcClient.create(new DriverManagerDataSource(location))
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    @Test
    void aServerThatIsAwayIsSaidWithinTwoSecondsAndARuleThatGoesOnAloneDoes() {
        InstantSource clock = InstantSource.system();
        try (PostgresServer.Own server = PostgresServer.own();
                PostgresGuardStores raw = PostgresGuardStores.open(server.location(), "shop", clock)) {
            GuardStores stores = new SharedGuardStores(raw, clock, 3);
            BucketStore buckets = stores.buckets();
            assertThat(buckets.take("a", TEN).remaining()).isEqualTo(9);
            server.stop();

            long before = System.nanoTime();
            assertThatThrownBy(() -> buckets.take("a", TEN))
                    .isInstanceOfSatisfying(
                            StoreFault.class,
                            fault -> assertThat(fault.nothingKept()).isTrue());
            for (int i = 0; i < 50; i++) {
                assertThat(buckets.take("a", TEN.whileAway(WhileAway.ALONE)).granted())
                        .isEqualTo(i < 3);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));

            server.start();
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
}
