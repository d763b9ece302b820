package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyRoomTest {
    private static final long OWN = 8 * 1024;

    private final BodyRoom room = new BodyRoom(100, 2);

    @Test
    void theBeginningOfEachBodyTakesNothingOfWhatAllShare() {
        for (int body = 0; body < 1000; body++) {
            assertThat(room.take(0, OWN)).isTrue();
        }
        assertThat(room.take(OWN, OWN + 100)).isTrue();
    }

    @Test
    void bodyThatFindsNoRoomTakesNoneAndAnotherMayHaveIt() {
        assertThat(room.take(0, OWN + 60)).isTrue();
        assertThat(room.take(0, OWN + 41)).isFalse();
        assertThat(room.take(0, OWN + 40)).isTrue();
        assertThat(room.take(OWN + 40, OWN + 41)).isFalse();
    }

    @Test
    void whatABodyHasTakenComesBackWhole() {
        room.take(0, OWN + 60);
        room.take(OWN + 60, OWN + 100);
        room.giveBack(OWN + 100);

        assertThat(room.take(0, OWN + 100)).isTrue();
    }

    @Test
    void noMoreThreadsReadThanMay() {
        assertThat(room.beginReading()).isTrue();
        assertThat(room.beginReading()).isTrue();
        assertThat(room.beginReading()).isFalse();
        room.endReading();
        assertThat(room.beginReading()).isTrue();
    }
}
