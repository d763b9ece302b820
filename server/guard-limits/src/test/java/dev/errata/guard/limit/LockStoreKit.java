package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LockStore} keeps to; a test of an implementation extends it. */
public abstract class LockStoreKit {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LockRule THREE = new LockRule(3, MINUTE, MINUTE.multipliedBy(2));

    private final ManualClock clock = new ManualClock();

    /** An empty store that counts by this clock. */
    protected abstract LockStore store(InstantSource clock);

    @Test
    void theLastFailureThatIsAllowedIsCountedAndLocksForItsTime() {
        LockStore store = store(clock);
        fail(store, 2);
        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);

        fail(store, 1);

        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ofMinutes(2));
        assertThat(store.fail("a", THREE)).isEqualTo(Duration.ofMinutes(2));
        clock.advance(Duration.ofMillis(119_999));
        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));
        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);
        fail(store, 2);
        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);
    }

    @Test
    void networksAreCountedApart() {
        LockStore store = store(clock);
        fail(store, 3);

        assertThat(store.locked("b", THREE)).isEqualTo(Duration.ZERO);
        assertThat(store.fail("b", THREE)).isEqualTo(Duration.ZERO);
    }

    @Test
    void failuresAreForgottenWhenTheWindowThatTheFirstBeganIsOver() {
        LockStore store = store(clock);
        fail(store, 1);
        clock.advance(MINUTE.minusMillis(1));
        fail(store, 1);
        clock.advance(Duration.ofMillis(1));
        fail(store, 2);

        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aRuleOfOneFailureLocksWithTheFirst() {
        LockStore store = store(clock);
        LockRule one = new LockRule(1, MINUTE, MINUTE.multipliedBy(2));

        assertThat(store.fail("a", one)).isEqualTo(Duration.ZERO);

        assertThat(store.locked("a", one)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aLockFromBeforeTheClockWasSetBackHoldsNobody() {
        LockStore store = store(clock);
        clock.advance(Duration.ofHours(25));
        fail(store, 3);

        clock.advance(Duration.ofHours(-25));

        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);
        fail(store, 3);
        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aNetworkIsReleased() {
        LockStore store = store(clock);
        fail(store, 3);

        store.release("a");

        assertThat(store.locked("a", THREE)).isEqualTo(Duration.ZERO);
        fail(store, 3);
    }

    @Test
    void ofManyThatFailAtOnceAsManyAreCountedAsTheRuleSays() throws Exception {
        LockStore store = store(clock);
        LockRule ten = new LockRule(10, MINUTE, MINUTE);

        List<Duration> locked = Together.run(30, () -> store.fail("a", ten));

        assertThat(locked).filteredOn(Duration.ZERO::equals).hasSize(10);
        assertThat(locked).filteredOn(MINUTE::equals).hasSize(20);
    }

    private static void fail(LockStore store, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(store.fail("a", THREE)).isEqualTo(Duration.ZERO);
        }
    }
}
