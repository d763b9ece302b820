package dev.errata.guard.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.guard.quota.QuotaStore.Taken;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link QuotaStore} keeps to; a test of an implementation extends it. */
public abstract class QuotaStoreKit {
    private static final Counter COUNTER = new Counter("team_1", "messages", "2026-11");

    /** An empty store. */
    protected abstract QuotaStore store();

    @Test
    void asMuchIsGrantedAsTheLimitSays() {
        QuotaStore store = store();

        assertThat(store.used(COUNTER)).isZero();
        assertThat(store.take(COUNTER, 2, 3)).isEqualTo(new Taken(true, 2));
        assertThat(store.take(COUNTER, 2, 3)).isEqualTo(new Taken(false, 2));
        assertThat(store.take(COUNTER, 1, 3)).isEqualTo(new Taken(true, 3));
        assertThat(store.take(COUNTER, 1, 3)).isEqualTo(new Taken(false, 3));
        assertThat(store.used(COUNTER)).isEqualTo(3);
    }

    @Test
    void theFirstTakerIsNotGrantedMoreThanTheLimitEither() {
        QuotaStore store = store();

        assertThat(store.take(COUNTER, 4, 3)).isEqualTo(new Taken(false, 0));
        assertThat(store.take(COUNTER, 1, 0)).isEqualTo(new Taken(false, 0));
        assertThat(store.used(COUNTER)).isZero();
    }

    @Test
    void subjectsMetersAndPeriodsAreCountedApart() {
        QuotaStore store = store();
        store.take(COUNTER, 3, 3);

        assertThat(List.of(
                        new Counter("team_2", "messages", "2026-11"),
                        new Counter("team_1", "MESSAGES", "2026-11"),
                        new Counter("team_1", "messages", "2026-12"),
                        new Counter("team_1", "messages ", "2026-11")))
                .allSatisfy(other -> assertThat(store.take(other, 1, 3)).isEqualTo(new Taken(true, 1)));
        assertThat(store.used(COUNTER)).isEqualTo(3);
    }

    @Test
    void anotherLimitHoldsFromTheNextTakerOn() {
        QuotaStore store = store();
        store.take(COUNTER, 5, 5);

        assertThat(store.take(COUNTER, 1, 3)).isEqualTo(new Taken(false, 5));
        assertThat(store.take(COUNTER, 1, 6)).isEqualTo(new Taken(true, 6));
    }

    @Test
    void whatHasNoLimitIsCountedToo() {
        QuotaStore store = store();

        assertThat(store.take(COUNTER, 1, Long.MAX_VALUE)).isEqualTo(new Taken(true, 1));
        assertThat(store.take(COUNTER, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(new Taken(false, 1));
        assertThat(store.take(COUNTER, Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(new Taken(true, Long.MAX_VALUE));
        assertThat(store.take(COUNTER, 1, Long.MAX_VALUE)).isEqualTo(new Taken(false, Long.MAX_VALUE));
    }

    @Test
    void ofFiftyThatTakeAtOnceNoneOvershoots() throws Exception {
        QuotaStore store = store();

        List<Integer> granted = Together.run(50, () -> {
            int passed = 0;
            for (int i = 0; i < 20; i++) {
                passed += store.take(COUNTER, 1, 777).granted() ? 1 : 0;
            }
            return passed;
        });

        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(777);
        assertThat(store.used(COUNTER)).isEqualTo(777);
    }

    @Test
    void amountsOfAnySizeAreTakenWhollyOrNotAtAll() throws Exception {
        QuotaStore store = store();

        List<Long> granted = Together.run(50, () -> {
            Random random = new Random(Thread.currentThread().getId());
            long sum = 0;
            for (int i = 0; i < 20; i++) {
                long amount = 1 + random.nextInt(9);
                Taken taken = store.take(COUNTER, amount, 1_000);
                assertThat(taken.used()).isBetween(taken.granted() ? amount : 992, 1_000L);
                sum += taken.granted() ? amount : 0;
            }
            return sum;
        });

        long sum = granted.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isBetween(992L, 1_000L);
        assertThat(store.used(COUNTER)).isEqualTo(sum);
    }
}
