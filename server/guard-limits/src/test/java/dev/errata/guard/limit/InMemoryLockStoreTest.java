package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class InMemoryLockStoreTest extends LockStoreKit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    protected LockStore store(InstantSource clock) {
        return new InMemoryLockStore(clock);
    }

    @Test
    void memoryIsBoundedAndWhatIsOverIsDropped() {
        ManualClock clock = new ManualClock();
        InMemoryLockStore small = new InMemoryLockStore(clock, 100);
        for (int i = 0; i < 5_000; i++) {
            small.fail("10." + i, new LockRule(10, MINUTE, MINUTE));
        }
        assertThat(small.size()).isLessThanOrEqualTo(100);

        clock.advance(MINUTE);
        assertThat(small.size()).isZero();
    }
}
