package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final RandomGenerator NO_CHANCE = () -> 0;
    private static final RandomGenerator ALL_CHANCE = () -> -1;

    private final RetrySchedule schedule =
            new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1)));

    @Test
    void hasOneAttemptMoreThanPauses() {
        assertThat(schedule.attempts()).isEqualTo(4);
        assertThat(new RetrySchedule(List.of()).attempts()).isEqualTo(1);
    }

    @Test
    void pauseAfterEachAttemptIsTheDocumentedOneAtLeast() {
        assertThat(schedule.after(1, Duration.ZERO, answered(500, null), NO_CHANCE))
                .contains(Duration.ofMinutes(1));
        assertThat(schedule.after(2, Duration.ZERO, answered(500, null), NO_CHANCE))
                .contains(Duration.ofMinutes(5));
        assertThat(schedule.after(3, Duration.ZERO, answered(500, null), NO_CHANCE))
                .contains(Duration.ofHours(1));
    }

    @Test
    void thereIsNoPauseAfterTheLastAttempt() {
        assertThat(schedule.after(4, Duration.ZERO, answered(500, null), NO_CHANCE))
                .isEmpty();
    }

    @Test
    void chanceMakesAPauseUpToAFifthLonger() {
        assertThat(schedule.after(2, Duration.ZERO, answered(500, null), ALL_CHANCE))
                .hasValueSatisfying(
                        pause -> assertThat(pause).isBetween(Duration.ofMillis(359_990), Duration.ofMinutes(6)));
        SplittableRandom random = new SplittableRandom(20261120);
        assertThat(random.ints(1000)
                        .mapToObj(any -> schedule.after(2, Duration.ZERO, answered(500, null), random)
                                .orElseThrow()))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6)))
                .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(310)))
                .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofSeconds(350)));
    }

    @Test
    void aReceiverThatSaysTooManyIsTriedByItsOwnSchedule() {
        RetrySchedule both = new RetrySchedule(
                List.of(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(6)),
                List.of(Duration.ofSeconds(30), Duration.ofSeconds(60)));

        assertThat(both.after(1, Duration.ZERO, answered(429, null), NO_CHANCE)).contains(Duration.ofSeconds(30));
        assertThat(both.after(2, Duration.ZERO, answered(503, null), NO_CHANCE)).contains(Duration.ofHours(2));
        assertThat(both.after(3, Duration.ZERO, answered(429, null), NO_CHANCE)).contains(Duration.ofSeconds(60));
        assertThat(both.after(4, Duration.ZERO, answered(429, null), NO_CHANCE)).isEmpty();
    }

    @Test
    void theReceiversOwnWishMakesAPauseLongerAndNeverShorter() {
        assertThat(schedule.after(1, Duration.ZERO, answered(503, Duration.ofMinutes(7)), NO_CHANCE))
                .contains(Duration.ofMinutes(7));
        assertThat(schedule.after(2, Duration.ZERO, answered(503, Duration.ofSeconds(1)), NO_CHANCE))
                .contains(Duration.ofMinutes(5));
        assertThat(schedule.after(1, Duration.ZERO, answered(429, Duration.ofDays(9)), NO_CHANCE))
                .contains(Duration.ofHours(24));
    }

    @Test
    void aReceiverThatKeepsAskingForPatienceIsTriedForTheLastTimeWhenTheLifeEnds() {
        RetrySchedule brief = new RetrySchedule(
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1)),
                List.of(Duration.ofSeconds(30)),
                Duration.ofHours(30));
        Attempt patience = answered(429, Duration.ofHours(24));

        assertThat(brief.after(1, Duration.ZERO, patience, NO_CHANCE)).contains(Duration.ofHours(24));
        assertThat(brief.after(2, Duration.ofHours(24), patience, NO_CHANCE)).contains(Duration.ofHours(6));
        assertThat(brief.after(3, Duration.ofHours(30), patience, NO_CHANCE)).isEmpty();
        assertThat(brief.after(3, Duration.ofHours(31), answered(500, null), NO_CHANCE))
                .isEmpty();
    }

    @Test
    void aLifeThatIsNotGivenHasRoomForThePausesAtTheirLongestAndADayOfPatience() {
        assertThat(schedule.life())
                .isEqualTo(Duration.ofMinutes(66 + 13).plusSeconds(12).plusHours(24));
        assertThat(new RetrySchedule(
                                List.of(Duration.ofMinutes(1), Duration.ofMinutes(1)), List.of(Duration.ofMinutes(5)))
                        .life())
                .isEqualTo(Duration.ofMinutes(12).plusHours(24));
        assertThat(new RetrySchedule(List.of(Duration.ofMinutes(10)), List.of()).life())
                .isEqualTo(Duration.ofMinutes(12).plusHours(24));
    }

    @Test
    void aReceiverThatIsGoneIsNotTriedAgain() {
        assertThat(schedule.after(1, Duration.ZERO, answered(410, null), NO_CHANCE))
                .isEmpty();
    }

    @Test
    void aScheduleMayBeEndedByOtherStatuses() {
        RetrySchedule strict = schedule.endedBy(status -> status == 404);

        assertThat(strict.after(1, Duration.ZERO, answered(404, null), NO_CHANCE))
                .isEmpty();
        assertThat(strict.after(1, Duration.ZERO, answered(410, null), NO_CHANCE))
                .contains(Duration.ofMinutes(1));
    }

    private static Attempt answered(int status, @Nullable Duration retryAfter) {
        return new Attempt(Instant.EPOCH, Duration.ZERO, status, "", null, retryAfter);
    }
}
