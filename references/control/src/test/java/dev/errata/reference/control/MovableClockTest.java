package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovableClockTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final ManualClock base = new ManualClock();
    private final MovableClock clock = new MovableClock(base);

    @Test
    void goesWithItsBase() {
        base.advance(Duration.ofSeconds(7));

        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(7));
    }

    @Test
    void keepsWhatWasAdded() {
        assertThat(clock.advance(Duration.ofHours(25), LEASE)).isEqualTo(ManualClock.START.plusSeconds(90_000));
        assertThat(clock.advance(Duration.ofSeconds(1), LEASE)).isEqualTo(ManualClock.START.plusSeconds(90_001));
        base.advance(Duration.ofSeconds(9));

        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90_010));
    }

    @Test
    void standsStillWhenItIsToldToAndStillGoesAhead() {
        clock.stand(LEASE);

        base.advance(Duration.ofSeconds(20));
        clock.stand(LEASE);
        assertThat(clock.instant()).isEqualTo(ManualClock.START);
        assertThat(clock.advance(Duration.ofSeconds(5), LEASE)).isEqualTo(ManualClock.START.plusSeconds(5));
        base.advance(Duration.ofSeconds(29));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(5));
    }

    @Test
    void isBackAtItsBaseWhenTheLeaseEnds() {
        clock.stand(LEASE);
        clock.advance(Duration.ofHours(25), LEASE);

        base.advance(LEASE.minusNanos(1));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90_000));
        base.advance(Duration.ofNanos(1));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plus(LEASE));
        assertThat(clock.advance(Duration.ofHours(1), LEASE))
                .isEqualTo(ManualClock.START.plus(LEASE).plusSeconds(3_600));
    }

    @Test
    void staysAheadForAsLongAsTheLeaseIsRenewed() {
        clock.advance(Duration.ofHours(25), LEASE);
        for (int i = 0; i < 10; i++) {
            base.advance(Duration.ofSeconds(29));
            clock.advance(Duration.ZERO, LEASE);
        }

        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90_290));
    }

    @Test
    void isBackAtItsBaseWhenItIsReleased() {
        clock.stand(LEASE);
        clock.advance(Duration.ofHours(25), LEASE);
        base.advance(Duration.ofSeconds(3));

        assertThat(clock.release()).isEqualTo(ManualClock.START.plusSeconds(3));
    }

    @Test
    void doesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1), LEASE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The clock was told to move by PT-0.001S; it goes ahead only");
        assertThat(clock.instant()).isEqualTo(ManualClock.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P36525D", "P1000000000D", "PT9223372036854775807S"})
    void doesNotGoFurtherThanACenturySoThatItsTimeFitsWhereverTimesAreKept(String further) {
        clock.advance(Duration.ofSeconds(1), LEASE);

        assertThatThrownBy(() -> clock.advance(Duration.parse(further), LEASE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The clock was told to go ahead by " + Duration.parse(further) + " from PT1S;"
                        + " PT876600H in all is the most");
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(1));
    }
}
