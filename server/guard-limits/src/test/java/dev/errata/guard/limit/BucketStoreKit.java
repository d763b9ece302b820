package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import dev.errata.guard.limit.BucketStore.Taken;
import dev.errata.guard.limit.RateLimit.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link BucketStore} keeps to; a test of an implementation extends it. */
public abstract class BucketStoreKit {
    private static final RateLimit THREE = new RateLimit("r", Level.KEY, 3, Duration.ofMinutes(1));

    private static final RateLimit BURST = new RateLimit("b", Level.KEY, 120, Duration.ofMinutes(1)).withBurst(30);

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
    void aClockThatIsSetBackKeepsNobodyWaitingUntilItIsThereAgain() {
        BucketStore store = store(clock);
        clock.advance(Duration.ofHours(25));
        drain(store);
        for (int second = 0; second < 30; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(store.take("a", THREE).granted()).isFalse();
        }

        clock.advance(Duration.ofHours(-25));

        assertThat(store.take("a", THREE)).isEqualTo(new Taken(false, 0, Duration.ofSeconds(30)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(60)));
    }

    @Test
    void aClockThatIsSetBackBeforeTheEndOfAWindowGrantsNothing() {
        BucketStore store = store(clock);
        drain(store);
        clock.advance(Duration.ofSeconds(59));
        assertThat(store.take("a", THREE).granted()).isFalse();

        for (int hour = 0; hour < 48; hour++) {
            clock.advance(Duration.ofHours(-1));
            assertThat(store.take("a", THREE)).isEqualTo(new Taken(false, 0, Duration.ofSeconds(1)));
        }
    }

    @Test
    void whoeverLooksTakesNothingAndBeginsNoWindow() {
        BucketStore store = store(clock);
        assertThat(store.look("a", THREE)).isEqualTo(new Taken(true, 3, Duration.ofSeconds(60)));
        clock.advance(Duration.ofSeconds(20));
        store.take("a", THREE);
        clock.advance(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            assertThat(store.look("a", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(50)));
        }
        assertThat(store.look("b", THREE)).isEqualTo(new Taken(true, 3, Duration.ofSeconds(60)));
        assertThat(store.look("a", THREE.withLimit(6))).isEqualTo(new Taken(true, 4, Duration.ofSeconds(50)));

        drainFrom(store, 2);
        assertThat(store.look("a", THREE)).isEqualTo(new Taken(false, 0, Duration.ofSeconds(50)));
        clock.advance(Duration.ofSeconds(55));
        assertThat(store.look("a", THREE)).isEqualTo(new Taken(true, 3, Duration.ofSeconds(60)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(store.take("a", THREE)).isEqualTo(new Taken(true, 2, Duration.ofSeconds(60)));
    }

    @Test
    void whoeverLooksAtABurstSeesWhatHasComeBack() {
        BucketStore store = store(clock);
        for (int i = 0; i < 30; i++) {
            store.take("a", BURST);
        }
        assertThat(store.look("a", BURST)).isEqualTo(new Taken(false, 0, Duration.ofMillis(500)));

        clock.advance(Duration.ofSeconds(5));

        assertThat(store.look("a", BURST)).isEqualTo(new Taken(true, 10, Duration.ofSeconds(10)));
        assertThat(store.take("a", BURST)).isEqualTo(new Taken(true, 9, Duration.ofMillis(10_500)));
    }

    private static void drainFrom(BucketStore store, int tokens) {
        for (int i = 0; i < tokens; i++) {
            assertThat(store.take("a", THREE).granted()).isTrue();
        }
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

    @Test
    void aBurstPassesAtOnceAndThenTokensComeBackOneByOne() {
        BucketStore store = store(clock);
        for (int left = 29; left >= 0; left--) {
            assertThat(store.take("a", BURST)).isEqualTo(new Taken(true, left, Duration.ofMillis((30 - left) * 500L)));
        }
        assertThat(store.take("a", BURST)).isEqualTo(new Taken(false, 0, Duration.ofMillis(500)));

        clock.advance(Duration.ofMillis(499));
        assertThat(store.take("a", BURST)).isEqualTo(new Taken(false, 0, Duration.ofMillis(1)));
        clock.advance(Duration.ofMillis(1));
        assertThat(store.take("a", BURST)).isEqualTo(new Taken(true, 0, Duration.ofSeconds(15)));
        clock.advance(Duration.ofMillis(1_500));
        assertThat(store.take("a", BURST).remaining()).isEqualTo(2);
    }

    @Test
    void inAMinuteAfterTheBurstAsManyPassAsTheRuleSaysNotMore() {
        BucketStore store = store(clock);
        int granted = 0;
        for (int millisecond = 0; millisecond < 60_000; millisecond += 10) {
            granted += store.take("a", BURST).granted() ? 1 : 0;
            clock.advance(Duration.ofMillis(10));
        }

        assertThat(granted).isEqualTo(30 + 119);
    }

    @Test
    void aBurstIsNeverMoreThanItSaysHoweverLongThePause() {
        BucketStore store = store(clock);
        store.take("a", BURST);
        clock.advance(Duration.ofHours(25));

        for (int i = 0; i < 30; i++) {
            assertThat(store.take("a", BURST).granted()).isTrue();
        }
        assertThat(store.take("a", BURST).granted()).isFalse();
    }

    @Test
    void aBurstLargerThanTheLimitIsNotForgottenAfterAWindow() {
        BucketStore store = store(clock);
        RateLimit slow = new RateLimit("s", Level.KEY, 1, Duration.ofMinutes(1)).withBurst(10);
        for (int i = 0; i < 10; i++) {
            store.take("a", slow);
        }
        clock.advance(Duration.ofSeconds(150));

        assertThat(store.take("a", slow).remaining()).isEqualTo(1);
    }

    @Test
    void aLimitThatChangesKeepsTheShareThatWasLeft() {
        BucketStore store = store(clock);
        store.take("a", THREE);
        clock.advance(Duration.ofSeconds(20));

        assertThat(store.take("a", THREE.withLimit(6))).isEqualTo(new Taken(true, 3, Duration.ofSeconds(40)));
        assertThat(store.take("a", THREE.withLimit(2)).remaining()).isZero();
        assertThat(store.take("a", THREE.withLimit(2)).granted()).isFalse();
        assertThat(store.take("a", THREE.withLimit(1_000)).granted()).isFalse();
    }

    @Test
    void aLimitThatChangesToAndFroGrantsNoMoreThanTheLargerOne() {
        BucketStore store = store(clock);
        int granted = 0;
        for (int i = 0; i < 10_000; i++) {
            granted += store.take("a", THREE.withLimit(i % 2 == 0 ? 100 : 7)).granted() ? 1 : 0;
        }

        assertThat(granted).isLessThanOrEqualTo(100);
    }

    @Test
    void limitsThatChangeWhileManyTakeGrantNoMoreThanTheLargerOne() throws Exception {
        BucketStore store = store(clock);

        List<Integer> granted = Together.run(50, () -> {
            int passed = 0;
            for (int i = 0; i < 40; i++) {
                passed +=
                        store.take("a", THREE.withLimit(i % 2 == 0 ? 500 : 400)).granted() ? 1 : 0;
            }
            return passed;
        });

        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isBetween(1, 500);
    }

    private static void drain(BucketStore store) {
        for (int i = 0; i < 3; i++) {
            assertThat(store.take("a", THREE).granted()).isTrue();
        }
    }
}
