package dev.errata.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MaintenanceGuardTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicLong nanoTime = new AtomicLong();
    private final Catalog catalog = TestContract.catalog();
    private final Maintenance store = new Maintenance();
    private final MaintenanceGuard guard = guard(WhileAway.ALONE);

    /** A store that goes away when it is told to, and counts who asks. */
    private static final class Maintenance implements MaintenanceStore {
        private Instant end = Instant.EPOCH;
        private boolean away;
        private int asked;

        @Override
        public Instant until() {
            asked++;
            if (away) {
                throw new StoreAway("The store is away", null);
            }
            return end;
        }

        @Override
        public void until(Instant moment) {
            end = moment;
        }
    }

    @Test
    void itHoldsAtOnceWhereItIsBegunAndEndsByItself() {
        guard.until(clock.instant().plusSeconds(30));

        ApiError error = guard.check(new FakeRequest());

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(error.headers()).containsEntry("Retry-After", "30");
        clock.advance(Duration.ofSeconds(30));
        assertThat(guard.check(new FakeRequest())).isNull();
    }

    @Test
    void whatAnotherNodeBeganHoldsASecondLaterAndTheStoreIsAskedOnceASecond() {
        MaintenanceGuard other = guard(WhileAway.ALONE);
        for (int i = 0; i < 100; i++) {
            assertThat(other.check(new FakeRequest())).isNull();
        }
        guard.until(clock.instant().plusSeconds(30));
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        for (int i = 0; i < 100; i++) {
            assertThat(other.check(new FakeRequest())).isNotNull();
        }

        assertThat(store.asked).isEqualTo(2);
    }

    @Test
    void whileTheStoreIsAwayWhatWasKnownLastHolds() {
        guard.until(clock.instant().plusSeconds(30));
        store.away = true;
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(guard.check(new FakeRequest())).isNotNull();
        clock.advance(Duration.ofSeconds(30));
        assertThat(guard.check(new FakeRequest())).isNull();
    }

    @Test
    void aGuardThatIsToRefuseDoesSoUntilTheStoreIsBack() {
        MaintenanceGuard strict = guard(WhileAway.REFUSE);
        store.away = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> strict.check(new FakeRequest()))
                    .isInstanceOf(StoreAway.class)
                    .hasMessage("The store is away");
        }
        assertThat(store.asked).isEqualTo(1);

        store.away = false;
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(strict.check(new FakeRequest())).isNull();
    }

    private MaintenanceGuard guard(WhileAway whileAway) {
        return new MaintenanceGuard(catalog, clock, store, whileAway, nanoTime::get);
    }
}
