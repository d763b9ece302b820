package dev.errata.guard.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
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

    @Test
    void neverMoreBucketsAreHeldThanWereGranted() {
        InMemoryBucketStore store = new InMemoryBucketStore(new ManualClock(), 1_000);
        for (int i = 0; i < 20_000; i++) {
            store.take("k" + i, MINUTE);
        }

        assertThat(store.size()).isLessThanOrEqualTo(1_000);
    }
}
