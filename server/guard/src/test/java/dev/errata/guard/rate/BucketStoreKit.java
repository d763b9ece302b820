package dev.errata.guard.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import dev.errata.guard.rate.BucketStore.Taken;
import dev.errata.guard.rate.RateLimit.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link BucketStore} keeps to; a test of an implementation extends it. */
public abstract class BucketStoreKit {
    private static final RateLimit THREE = new RateLimit("r", Level.KEY, 3, Duration.ofMinutes(1));

    private final ManualClock clock = new ManualClock();

    /** An empty store that counts by this clock. */
    protected abstract BucketStore store(InstantSource clock);

    @Test
    void asManyPassAsTheRuleSays() {
        BucketStore store = store(clock);

        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(60)));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 1, Duration.ofSeconds(60)));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 0, Duration.ofSeconds(60)));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(false, 0, Duration.ofSeconds(60)));
    }

    @Test
    void bucketsAreCountedApart() {
        BucketStore store = store(clock);
        drain(store);

        assertThat(store.take("b", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(60)));
    }

    @Test
    void aWindowBeginsWithItsFirstRequestAndNothingComesBackBeforeItsEnd() {
        BucketStore store = store(clock);
        clock.advance(Duration.ofMillis(12_345));
        store.take("a", THREE);
        clock.advance(Duration.ofSeconds(50));
        store.take("a", THREE);
        store.take("a", THREE);

        clock.advance(Duration.ofMillis(9_999));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(false, 0, Duration.ofMillis(1)));

        clock.advance(Duration.ofMillis(1));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(60)));
    }

    @Test
    void refusedRequestsDoNotProlongTheWindow() {
        BucketStore store = store(clock);
        drain(store);
        for (int second = 0; second < 59; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(store.take("a", THREE).granted()).isFalse();
        }

        clock.advance(Duration.ofSeconds(1));

        assertThat(store.take("a", THREE).granted()).isTrue();
    }

    @Test
    void afterALongPauseOneWindowIsGrantedNotMany() {
        BucketStore store = store(clock);
        drain(store);
        clock.advance(Duration.ofHours(25));

        drain(store);

        assertThat(store.take("a", THREE).granted()).isFalse();
    }

    @Test
    void aTokenGivenBackCanBeTakenAgainButNeverMoreThanWereThere() {
        BucketStore store = store(clock);
        drain(store);
        store.giveBack("a", THREE);

        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 0, Duration.ofSeconds(60)));

        for (int i = 0; i < 10; i++) {
            store.giveBack("a", THREE);
        }
        drain(store);
        assertThat(store.take("a", THREE).granted()).isFalse();
    }

    @Test
    void ofManyAtOnceExactlyAsManyPassAsTheRuleSays() throws Exception {
        BucketStore store = store(clock);
        RateLimit rule = new RateLimit("r", Level.KEY, 777, Duration.ofMinutes(1));

        List<Integer> granted = Together.run(50, () -> {
            int passed = 0;
            for (int i = 0; i < 40; i++) {
                passed += store.take("a", rule).granted() ? 1 : 0;
            }
            return passed;
        });

        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(777);
    }

    private static void drain(BucketStore store) {
        for (int i = 0; i < 3; i++) {
            assertThat(store.take("a", THREE).granted()).isTrue();
        }
    }
}
