package dev.errata.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios that published clients were measured with, over a socket; only waiting is faked. */
class WireScenarioTest extends Wire {
    @Test
    void waitsTheTwoSecondsThatRetryAfterSays() {
        api.fails("rate_limited").retryAfter(2).then(200, "{}");

        assertThat(client().build().send(GET).status()).isEqualTo(200);
        assertOneWaitWithin(ofSeconds(2), ofMillis(2200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-31T23:55:00Z", "2026-01-01T00:05:00Z"})
    void waitsUntilTheDateOfRetryAfterAlthoughTheLocalClockIsFiveMinutesOff(Instant serverTime) {
        String date = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                serverTime.atOffset(java.time.ZoneOffset.UTC));
        String until = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                serverTime.plusSeconds(3).atOffset(java.time.ZoneOffset.UTC));
        api.fails("unavailable")
                .header("Date", date)
                .header("Retry-After", until)
                .then(200, "{}");

        assertThat(client().build().send(GET).status()).isEqualTo(200);
        assertOneWaitWithin(ofSeconds(3), ofMillis(3300));
    }

    @Test
    void waitsTheMillisecondsOfRetryAfterMs() {
        api.then(429, "{\"error\":\"busy\"}").header("Retry-After-Ms", "700").then(200, "{}");

        assertThat(client().build().send(GET).status()).isEqualTo(200);
        assertOneWaitWithin(ofMillis(700), ofMillis(770));
    }

    @Test
    void throwsAtOnceWhenItShallWaitAnHour() {
        api.fails("rate_limited").retryAfter(3600);

        ApiErrorException error = error(GET);

        assertThat(error.reason()).isEqualTo(Decision.Reason.CEILING);
        assertThat(error.isRetryable()).isTrue();
        assertThat(error.retryAt()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(api.requests()).hasSize(1);
        assertThat(error)
                .hasMessage("Store answered 429 rate_limited: Slow down. (GET /orders, request req_fake_1, 1 attempt in"
                        + " 0 ms; not sent again: it asks to wait 3600 s, longer than the ceiling of 120 s)");
    }

    @Test
    void obeysTheServerThatForbidsARetry() {
        api.fails("unavailable").header("X-Should-Retry", "false");

        assertThat(error(GET).reason()).isEqualTo(Decision.Reason.SERVER_SAID_NO);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void sendsAPostAgainUnderOneKey() {
        api.fails("unavailable").always();

        ApiErrorException error = error(client().idempotencyKeys(), POST);

        assertThat(api.requests()).hasSize(3);
        assertThat(api.requests().stream().map(seen -> seen.header("Idempotency-Key")))
                .containsOnly(error.idempotencyKey())
                .doesNotContainNull();
        assertThat(api.requests().stream().map(seen -> seen.header("X-Errata-Attempt")))
                .containsExactly("1", "2", "3");
        assertThat(api.requests().stream().map(seen -> new String(seen.body(), StandardCharsets.UTF_8)))
                .containsOnly("{\"item\":\"lamp\"}");
    }

    @Test
    void sendsAPostWithoutAKeyOnce() {
        api.fails("unavailable").always();

        assertThat(error(POST).reason()).isEqualTo(Decision.Reason.NOT_REPEATABLE);
        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void sendsAPostAgainAfterAResetUnderOneKey() {
        api.resets().resets().then(201, "{}");

        Response response = client().idempotencyKeys().build().send(POST);

        assertThat(response.status()).isEqualTo(201);
        assertThat(api.requests().stream()
                        .map(seen -> seen.header("Idempotency-Key"))
                        .distinct())
                .hasSize(1);
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void sendsNoRequestThatItDoesNotCount() {
        api.resets().always();

        assertThat(loss(client(), GET).attempts()).hasSize(3);
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void doesNotKnowWhatBecameOfAPostThatWasReset() {
        api.resets();

        NoAnswerException loss = loss(client(), POST);

        assertThat(loss.isOutcomeUnknown()).isTrue();
        assertThat(loss.reason()).isEqualTo(Decision.Reason.NOT_REPEATABLE);
        assertThat(api.requests()).hasSize(1);
        assertThat(loss.getMessage())
                .startsWith("Store did not answer: the connection ended before an answer. (POST /orders, 1 attempt in ")
                .endsWith(
                        "; not sent again: the connection ended without an answer, but POST without an idempotency key"
                                + " may have been carried out already)");
    }

    @Test
    void hasTheRequestIdOnTheException() {
        api.fails("sold_out");
        assertThat(error(GET).requestId()).isEqualTo("req_fake_1");
    }

    @Test
    void endsTheAttemptWhenNothingComes() {
        api.stalls().stalls().then(200, "{}");

        Response response = hasty().build().send(GET);

        assertThat(response.attempts().stream().map(Attempt::failure))
                .containsExactly("no answer within 1 s", "no answer within 1 s", null);
    }

    @Test
    void endsTheAttemptWhenTheBodyStops() {
        api.then(409, FAILURE).stallsAfter(60);

        ApiErrorException error = error(hasty(), GET);

        assertThat(error.code()).isEqualTo("sold_out");
        assertThat(error.answer().answer()).hasToString("409 with 60 bytes, then cut");
    }

    @Test
    void countsTheBodyIntoTheDeadline() {
        api.then(200, "{\"a\":1}").stallsAfter(3).always();
        ErrataClient.Builder client = server.client()
                .policy(RetryPolicy.builder().deadline(ofMillis(1500)).build());

        ApiErrorException error = error(client, GET);

        assertThat(error.reason()).isEqualTo(Decision.Reason.DEADLINE);
        assertThat(error.report().took()).isLessThan(ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 1000", "1.5, 1500, 1650", "0, 0, 1000", "'2, 5', 5000, 5500"})
    void readsOddHints(String value, long least, long most) {
        api.then(429, "{}").header("Retry-After", value).then(200, "{}");

        assertThat(client().build().send(GET).status()).isEqualTo(200);
        assertOneWaitWithin(ofMillis(least), ofMillis(most));
    }

    @Test
    void takesTheLongerOfTwoHeaders() {
        api.fails("rate_limited").retryAfter(1).retryAfter(4).then(200, "{}");

        assertThat(client().build().send(GET).status()).isEqualTo(200);
        assertOneWaitWithin(ofSeconds(4), ofMillis(4400));
    }

    @Test
    void takesThirtyDigitsForALongTime() {
        api.fails("rate_limited").header("Retry-After", "123456789012345678901234567890");

        assertThat(error(GET).reason()).isEqualTo(Decision.Reason.CEILING);
    }

    @Test
    void sendsAgainWhereNobodyListens() {
        server.close();

        NoAnswerException loss = loss(client(), POST);

        assertThat(loss.loss()).isEqualTo(Outcome.Loss.NOT_SENT);
        assertThat(loss.isOutcomeUnknown()).isFalse();
        assertThat(loss.attempts()).hasSize(3);
    }

    @Test
    void usesOneConnectionForCallsThatFollowEachOther() {
        api.fails("sold_out").then(200, "{}");
        ErrataClient client = client().build();

        assertThatExceptionOfType(ApiErrorException.class).isThrownBy(() -> client.send(GET));
        assertThat(client.send(GET).status()).isEqualTo(200);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void failsAFutureAsItThrows() {
        api.html(502).always();

        assertThat(client().build().sendAsync(GET))
                .failsWithin(ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ApiErrorException.class,
                        error -> assertThat(error.status()).isEqualTo(502));
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void completesAFutureAfterARetry() {
        api.stalls().fails("rate_limited").retryAfter(2).then(200, "{}");

        assertThat(hasty().build().sendAsync(GET))
                .succeedsWithin(ofSeconds(10))
                .satisfies(response -> assertThat(response.attempts()).hasSize(3));
    }

    @Test
    void cutsTheConnectionWhenTheFutureIsCancelled() throws InterruptedException {
        api.stalls().always();
        var future = server.client().build().sendAsync(GET);
        server.awaitRequests(1);

        assertThat(future.cancel(true)).isTrue();

        server.awaitNoConnection();
        assertThat(api.requests()).hasSize(1);
    }
}
