package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryBucketStoreTest extends BucketStoreKit {
    private static final RateLimit MINUTE = new RateLimit("r", RateLimit.Level.KEY, 100, Duration.ofMinutes(1));
    private static final RateLimit HOUR = new RateLimit("h", RateLimit.Level.KEY, 100, Duration.ofHours(1));

    @Override
    protected BucketStore store(InstantSource clock) {
        return new InMemoryBucketStore(clock);
    }

    @Test
    void aBucketIsDroppedWhenItsWindowPassedUnused() {
        ManualClock clock = new ManualClock();
        InMemoryBucketStore store = new InMemoryBucketStore(clock);
        for (int i = 0; i < 100_000; i++) {
            store.take("minute" + i, MINUTE);
        }
        store.take("hour", HOUR);
        assertThat(store.size()).isEqualTo(100_001);

        clock.advance(Duration.ofSeconds(61));
        assertThat(store.take("hour", HOUR).remaining()).isEqualTo(98);

        assertThat(store.size()).isEqualTo(1);
    }

    /** As {@code jcmd GC.class_histogram} would say after a collection: nothing else is made meanwhile. */
    @Test
    void aBucketTakesNoMoreThanTwoHundredAndEightyBytesBesideItsName() {
        int callers = 100_000;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            names.add("requests-per-minute:key:k" + i);
        }
        long before = heap();
        InMemoryBucketStore store = new InMemoryBucketStore(new ManualClock());
        for (String name : names) {
            // As rules by caller do: another limit, another window, for each.
            store.take(name, new RateLimit("r", RateLimit.Level.KEY, 100, Duration.ofMinutes(1)).withLimit(99));
        }

        long bytes = (heap() - before) / callers;

        assertThat(store.size()).isEqualTo(callers);
        assertThat(names).hasSize(callers);
        assertThat(bytes).isBetween(100L, 280L);
    }

    /** The least of some looks, for other threads of the tests make and leave things too. */
    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    @Test
    void neverMoreBucketsAreHeldThanWereGranted() {
        InMemoryBucketStore store = new InMemoryBucketStore(new ManualClock(), 1_000);
        for (int i = 0; i < 20_000; i++) {
            store.take("k" + i, MINUTE);
        }

        assertThat(store.size()).isLessThanOrEqualTo(1_000);
    }
}
