package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovableClockTest {
    @Test
    void standsStillWhenItIsToldToAndStillGoesAhead() {
        ManualClock time = new ManualClock();
        MovableClock clock = new MovableClock(time);
        clock.stand();
        Instant then = clock.instant();

        time.advance(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(then);
        assertThat(clock.advance(Duration.ofSeconds(5))).isEqualTo(then.plusSeconds(5));
    }

    @Test
    void isBackAtItsBaseWhenItIsReleased() {
        clock.stand();
        clock.advance(Duration.ofHours(25));
        base.advance(Duration.ofSeconds(3));

        assertThat(clock.release()).isEqualTo(ManualClock.START.plusSeconds(3));
        assertThat(clock.advance(Duration.ofHours(1))).isEqualTo(ManualClock.START.plusSeconds(3_603));
    }

    private final ManualClock base = new ManualClock();
    private final MovableClock clock = new MovableClock(base);

    @Test
    void goesWithItsBase() {
        base.advance(Duration.ofSeconds(7));

        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(7));
    }

    @Test
    void keepsWhatWasAdded() {
        assertThat(clock.advance(Duration.ofHours(25))).isEqualTo(ManualClock.START.plusSeconds(90_000));
        assertThat(clock.advance(Duration.ofSeconds(1))).isEqualTo(ManualClock.START.plusSeconds(90_001));
        base.advance(Duration.ofSeconds(9));

        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90_010));
    }

    @Test
    void doesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The clock was told to move by PT-0.001S; it goes ahead only");
        assertThat(clock.instant()).isEqualTo(ManualClock.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P36525D", "P1000000000D", "PT9223372036854775807S"})
    void doesNotGoFurtherThanACenturySoThatItsTimeFitsWhereverTimesAreKept(String further) {
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> clock.advance(Duration.parse(further)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The clock was told to go ahead by " + Duration.parse(further) + " from PT1S;"
                        + " PT876600H in all is the most");
        assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(1));
    }
}
