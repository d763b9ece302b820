package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import dev.errata.guard.limit.RateLimit.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What stores that nodes share keep to, beside the kits of each; a test of an implementation extends it. */
public abstract class SharedGuardStoresKit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();

    /** A node's way to the stores of a service; of several with one name and test, all see the same. */
    protected abstract GuardStores node(String service, InstantSource clock);

    private List<GuardStores> three() {
        return List.of(node("shop", clock), node("shop", clock), node("shop", clock));
    }

    @Test
    void ofFourHundredRequestsAtOnceOverThreeNodesAHundredPassALimitOfAHundred() throws Exception {
        List<GuardStores> nodes = three();
        RateLimit hundred = new RateLimit("r", Level.KEY, 100, MINUTE);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            BucketStore buckets = nodes.get(i % 3).buckets();
            calls.add(() -> {
                int granted = 0;
                for (int j = 0; j < 10; j++) {
                    granted += buckets.take("k", hundred).granted() ? 1 : 0;
                }
                return granted;
            });
        }

        assertThat(Together.run(calls).stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(100);
    }

    @Test
    void tokensThatComeBackOneByOneAreGrantedOnceByAllNodesTogether() throws Exception {
        RateLimit burst = new RateLimit("b", Level.KEY, 1_000, Duration.ofSeconds(1)).withBurst(50);
        InstantSource real = InstantSource.system();
        List<Callable<Integer>> calls = new ArrayList<>();
        Instant start = real.instant();
        Instant end = start.plusMillis(700);
        for (int i = 0; i < 6; i++) {
            BucketStore buckets = node("shop", real).buckets();
            calls.add(() -> {
                int granted = 0;
                while (real.instant().isBefore(end)) {
                    granted += buckets.take("k", burst).granted() ? 1 : 0;
                }
                return granted;
            });
        }

        int granted = Together.run(calls).stream().mapToInt(Integer::intValue).sum();

        double due = 50 + Duration.between(start, real.instant()).toMillis() + 1;
        assertThat(granted).isBetween(50, (int) (due * 1.001));
    }

    @Test
    void clocksThatDifferByLessThanASecondGrantNoMoreThanTheFastestOne() {
        ManualClock ahead = new ManualClock();
        ahead.advance(Duration.ofMillis(999));
        BucketStore one = node("shop", clock).buckets();
        BucketStore other = node("shop", ahead).buckets();
        RateLimit burst = new RateLimit("b", Level.KEY, 120, MINUTE).withBurst(30);
        RateLimit fixed = new RateLimit("f", Level.KEY, 2, Duration.ofSeconds(2));
        int bursts = 0;
        int windows = 0;
        for (int i = 0; i < 100; i++) {
            bursts += one.take("b", burst).granted() ? 1 : 0;
            bursts += other.take("b", burst).granted() ? 1 : 0;
            windows += one.take("f", fixed).granted() ? 1 : 0;
            windows += other.take("f", fixed).granted() ? 1 : 0;
            clock.advance(Duration.ofMillis(100));
            ahead.advance(Duration.ofMillis(100));
        }

        assertThat(bursts).isBetween(30 + 19, 30 + 22);
        assertThat(windows).isBetween(10, 12);
    }

    @Test
    void aLockHoldsOnEveryNodeAndItsTriesAreCountedTogether() throws Exception {
        List<GuardStores> nodes = three();
        LockRule ten = new LockRule(10, MINUTE, MINUTE);
        List<Callable<Duration>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            GuardStores node = nodes.get(i % 3);
            calls.add(() -> node.locks().fail("203.0.113.0/24", ten));
        }

        assertThat(Together.run(calls)).filteredOn(Duration.ZERO::equals).hasSize(10);

        assertThat(nodes)
                .allSatisfy(node ->
                        assertThat(node.locks().locked("203.0.113.0/24", ten)).isEqualTo(MINUTE));
        nodes.get(0).locks().release("203.0.113.0/24");
        assertThat(nodes.get(2).locks().locked("203.0.113.0/24", ten)).isEqualTo(Duration.ZERO);
    }

    @Test
    void maintenanceIsSeenByEveryNode() {
        List<GuardStores> nodes = three();
        assertThat(nodes.get(1).maintenance().until()).isBeforeOrEqualTo(Instant.EPOCH);

        nodes.get(0).maintenance().until(clock.instant().plusMillis(1_234));
        assertThat(nodes.get(1).maintenance().until()).isEqualTo(clock.instant().plusMillis(1_234));

        nodes.get(2).maintenance().until(Instant.MIN);
        assertThat(nodes.get(0).maintenance().until()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void servicesInOnePlaceAreApart() {
        GuardStores shop = node("shop", clock);
        GuardStores bank = node("bank", clock);
        RateLimit one = new RateLimit("r", Level.KEY, 1, MINUTE);
        LockRule first = new LockRule(1, MINUTE, MINUTE);
        shop.buckets().take("k", one);
        shop.locks().fail("n", first);
        shop.maintenance().until(clock.instant().plusSeconds(60));

        assertThat(bank.buckets().take("k", one).granted()).isTrue();
        assertThat(bank.locks().locked("n", first)).isEqualTo(Duration.ZERO);
        assertThat(bank.maintenance().until()).isEqualTo(Instant.EPOCH);
    }
}
