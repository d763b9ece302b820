package dev.errata.client;

import static dev.errata.client.Decision.Reason.ATTEMPTS;
import static dev.errata.client.Decision.Reason.BUDGET;
import static dev.errata.client.Decision.Reason.CEILING;
import static dev.errata.client.Decision.Reason.CREDENTIAL;
import static dev.errata.client.Decision.Reason.DEADLINE;
import static dev.errata.client.Decision.Reason.FINAL;
import static dev.errata.client.Decision.Reason.NOT_REPEATABLE;
import static dev.errata.client.Decision.Reason.SERVER_SAID_NO;
import static dev.errata.core.RetryAdvice.BACKOFF;
import static dev.errata.core.RetryAdvice.NEVER;
import static dev.errata.core.RetryAdvice.REAUTHENTICATE;
import static dev.errata.core.RetryAdvice.WAIT;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.Decision.Retry;
import dev.errata.client.Decision.Stop;
import dev.errata.core.RetryAdvice;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {
    private static final RetryPolicy POLICY = RetryPolicy.standard();
    private static final Situation GET = new Situation(1, "GET", true, false, ofSeconds(30));
    private static final Situation POST =
            new Situation(1, "POST without an idempotency key", false, false, ofSeconds(30));

    private static Decision decide(Situation situation, Outcome outcome, @Nullable RetryAdvice advice) {
        return Decision.decide(POLICY, situation, outcome, advice, 500, 0.5);
    }

    private static Outcome.Answered status(int status) {
        return new Outcome.Answered(status, null, null);
    }

    private static Outcome.Answered hint(int status, Duration hint) {
        return new Outcome.Answered(status, null, hint);
    }

    @Test
    void obeysTheServersExplicitWordFirst() {
        assertThat(decide(GET, new Outcome.Answered(503, false, null), WAIT))
                .isEqualTo(new Stop(SERVER_SAID_NO, "the service says that it should not be retried"));
        assertThat(decide(POST, new Outcome.Answered(409, true, null), NEVER))
                .isEqualTo(new Retry(ofMillis(25), 14, false, "the service says that it should be retried"));
    }

    @Test
    void obeysThePageOfTheCodeBeforeTheStatus() {
        assertThat(decide(GET, status(503), NEVER))
                .isEqualTo(new Stop(FINAL, "its page says that the request must change first"));
        assertThat(decide(GET, status(409), BACKOFF))
                .isEqualTo(new Retry(ofMillis(25), 14, false, "its page says to back off"));
        assertThat(decide(POST, status(409), WAIT))
                .isEqualTo(new Retry(ofMillis(500), 5, false, "its page says to wait"));
    }

    @Test
    void sendsAnUnsafeRequestAgainOnlyWhenItCannotHaveBeenCarriedOut() {
        assertThat(decide(POST, status(503), BACKOFF))
                .isEqualTo(new Stop(
                        NOT_REPEATABLE,
                        "its page says to back off, but POST without an idempotency key may have been carried out"
                                + " already"));
        assertThat(decide(POST, status(503), null))
                .isEqualTo(new Stop(
                        NOT_REPEATABLE,
                        "status 503 may pass, but POST without an idempotency key may have been carried out already"));
        assertThat(decide(POST, new Outcome.Lost(Outcome.Loss.CUT), null))
                .isEqualTo(new Stop(
                        NOT_REPEATABLE,
                        "the connection ended without an answer, but POST without an idempotency key may have been"
                                + " carried out already"));
        assertThat(decide(POST, new Outcome.Lost(Outcome.Loss.TIMEOUT), null))
                .isEqualTo(new Stop(
                        NOT_REPEATABLE,
                        "no answer came in time, but POST without an idempotency key may have been carried out"
                                + " already"));
        assertThat(decide(POST, new Outcome.Lost(Outcome.Loss.NOT_SENT), null))
                .isEqualTo(new Retry(ofMillis(25), 14, false, "no connection was made"));
    }

    @Test
    void getsAFreshCredentialOnceAndOnlyWhereThereIsOne() {
        Situation renewable = new Situation(1, "POST", false, true, ofSeconds(30));

        assertThat(decide(renewable, status(401), REAUTHENTICATE))
                .isEqualTo(new Retry(Duration.ZERO, 5, true, "its page says to get a fresh credential"));
        assertThat(decide(GET, status(401), REAUTHENTICATE))
                .isEqualTo(new Stop(CREDENTIAL, "its page asks for a fresh credential, and there is none"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 529})
    void retriesStatusesThatPassWhereNoPageSpeaks(int status) {
        assertThat(decide(GET, status(status), null)).isInstanceOf(Retry.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 409, 410, 413, 422, 501, 505})
    void stopsAtStatusesThatStay(int status) {
        assertThat(decide(GET, status(status), null))
                .isEqualTo(new Stop(FINAL, "status " + status + " is not retried"));
    }

    @Test
    void asksAgainForAnAnswerThatWasNotComplete() {
        assertThat(decide(GET, status(200), null))
                .isEqualTo(new Retry(ofMillis(25), 14, false, "the answer was not complete"));
    }

    @Test
    void doesNotKnockAgainWhereItIsRefused() {
        assertThat(decide(GET, new Outcome.Lost(Outcome.Loss.REFUSED), null))
                .isEqualTo(new Stop(FINAL, "the same would happen again"));
    }

    @Test
    void addsToAHintUpToATenthAndNeverTakesFromIt() {
        Random random = new Random(20261120);
        for (int i = 0; i < 10_000; i++) {
            Duration hint = ofMillis(1 + random.nextInt(20_000));
            double chance = random.nextDouble();
            Decision decision = Decision.decide(POLICY, GET, hint(429, hint), WAIT, 500, chance);

            assertThat(((Retry) decision).after())
                    .as("hint %s, chance %s", hint, chance)
                    .isBetween(hint, hint.plus(hint.dividedBy(10)));
        }
    }

    @Test
    void stopsWhenTheHintIsLongerThanTheCeiling() {
        assertThat(decide(GET, hint(429, ofSeconds(3600)), WAIT))
                .isEqualTo(new Stop(CEILING, "it asks to wait 3600 s, longer than the ceiling of 120 s"));
        assertThat(decide(GET, hint(429, ofSeconds(999_999_999_999L)), WAIT))
                .isEqualTo(new Stop(CEILING, "it asks to wait 999999999999 s, longer than the ceiling of 120 s"));
    }

    @Test
    void waitsAsLongAsTheCeilingButNotLonger() {
        Situation patient = new Situation(1, "GET", true, false, ofSeconds(300));

        assertThat(decide(patient, hint(429, ofSeconds(120)), WAIT))
                .isEqualTo(new Retry(ofSeconds(126), 5, false, "its page says to wait"));
        assertThat(decide(patient, hint(429, ofSeconds(120).plusMillis(1)), WAIT))
                .isEqualTo(new Stop(CEILING, "it asks to wait 120.001 s, longer than the ceiling of 120 s"));
    }

    @Test
    void stopsWhenTheWaitWouldCrossTheDeadline() {
        assertThat(decide(GET, hint(503, ofSeconds(60)), BACKOFF))
                .isEqualTo(new Stop(DEADLINE, "a wait of 63 s would cross the deadline, 30 s from now"));
    }

    @Test
    void stopsWhenTheDeadlineHasPassed() {
        Situation late = new Situation(1, "GET", true, true, ofMillis(-3));

        assertThat(decide(late, status(503), BACKOFF)).isEqualTo(new Stop(DEADLINE, "the deadline has passed"));
        assertThat(decide(late, status(401), REAUTHENTICATE)).isEqualTo(new Stop(DEADLINE, "the deadline has passed"));
    }

    @Test
    void stopsAfterTheLastAttempt() {
        Situation third = new Situation(3, "GET", true, false, ofSeconds(30));

        assertThat(decide(third, status(503), BACKOFF)).isEqualTo(new Stop(ATTEMPTS, "3 attempts were made"));
        assertThat(Decision.decide(RetryPolicy.never(), GET, status(503), BACKOFF, 500, 0))
                .isEqualTo(new Stop(ATTEMPTS, "the only attempt was made"));
    }

    @Test
    void stopsWhenTheBudgetIsUsedUp() {
        assertThat(Decision.decide(POLICY, GET, status(503), BACKOFF, 13, 0))
                .isEqualTo(new Stop(BUDGET, "the client's budget for retries is used up: 13 tokens left, 14 needed"));
        assertThat(Decision.decide(POLICY, GET, status(429), WAIT, 13, 0)).isInstanceOf(Retry.class);
    }

    @Test
    void doublesTheBoundOfItsWaitsUpToTheCap() {
        RetryPolicy patient =
                RetryPolicy.builder().attempts(100).deadline(ofSeconds(1000)).build();
        long[] bounds = {50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000};
        for (int attempt = 1; attempt < 100; attempt++) {
            Situation situation = new Situation(attempt, "GET", true, false, ofSeconds(1000));
            Decision decision = Decision.decide(patient, situation, status(503), null, 500, 0.999999999);

            assertThat(((Retry) decision).after())
                    .as("attempt %s", attempt)
                    .isCloseTo(ofMillis(bounds[Math.min(attempt, bounds.length) - 1]), ofMillis(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Outcome.Loss.class)
    void givesTheSameDecisionForTheSameArguments(Outcome.Loss loss) {
        assertThat(decide(GET, new Outcome.Lost(loss), null)).isEqualTo(decide(GET, new Outcome.Lost(loss), null));
    }
}
