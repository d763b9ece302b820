package dev.errata.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.guard.Together;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} keeps to; a test of an implementation extends it. */
public abstract class IdempotencyStoreKit {
    private static final Duration LOCK = Duration.ofSeconds(30);
    private static final Duration KEEP = Duration.ofHours(24);
    private static final IdempotentRequest REQUEST = new IdempotentRequest("team_1", "POST /v1/a", "key", "f1");
    private static final StoredAnswer ANSWER = new StoredAnswer(
            201,
            "application/json; charset=utf-8",
            "{\"é\":\"\\u0000\"}\n".getBytes(StandardCharsets.UTF_8),
            Map.of("Location", "/v1/a/1", "X-Note", "a: b"));

    private final ManualClock clock = new ManualClock();
    private final AtomicLong tokens = new AtomicLong(Long.MAX_VALUE - 3);

    /** An empty store. */
    protected abstract IdempotencyStore store();

    /** How many keys the store holds, expired ones included. */
    protected abstract int size(IdempotencyStore store);

    @Test
    void theFirstClaimIsFreshAndTheNextOneFindsItRunning() {
        IdempotencyStore store = store();

        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Fresh());
        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Running());
    }

    @Test
    void anAnswerIsGivenAgainByteByByte() {
        IdempotencyStore store = store();
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);

        assertThat(store.complete(REQUEST, attempt, ANSWER)).isTrue();

        assertThat(store.claim(REQUEST, attempt())).usingRecursiveComparison().isEqualTo(new Claim.Replay(ANSWER));
    }

    @Test
    void anAnswerIsReadWithoutAClaimUntilItsTimeIsOver() {
        IdempotencyStore store = store();
        IdempotentRequest other = new IdempotentRequest("team_1", "POST /v1/a", "key", "f2");
        IdempotentRequest elsewhere = new IdempotentRequest("team_2", "POST /v1/a", "key", "f1");
        Attempt attempt = attempt();
        assertThat(store.answer(REQUEST, clock.instant())).isNull();
        store.claim(REQUEST, attempt);
        assertThat(store.answer(REQUEST, clock.instant())).isNull();
        store.complete(REQUEST, attempt, ANSWER);

        assertThat(store.answer(REQUEST, clock.instant()))
                .usingRecursiveComparison()
                .isEqualTo(ANSWER);
        assertThat(store.answer(other, clock.instant())).isNull();
        assertThat(store.answer(elsewhere, clock.instant())).isNull();

        clock.advance(KEEP.minusMillis(1));
        assertThat(store.answer(REQUEST, clock.instant())).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(store.answer(REQUEST, clock.instant())).isNull();
    }

    @Test
    void anAnswerWithoutABodyIsGivenAgainToo() {
        IdempotencyStore store = store();
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);
        StoredAnswer empty = new StoredAnswer(204, null, new byte[0], Map.of());
        store.complete(REQUEST, attempt, empty);

        assertThat(store.claim(REQUEST, attempt())).usingRecursiveComparison().isEqualTo(new Claim.Replay(empty));
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatchRunningOrDoneOrLockedTooLong() {
        IdempotencyStore store = store();
        IdempotentRequest other = new IdempotentRequest("team_1", "POST /v1/a", "key", "f2");
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);

        assertThat(store.claim(other, attempt())).isEqualTo(new Claim.Mismatch());
        clock.advance(LOCK);
        assertThat(store.claim(other, attempt())).isEqualTo(new Claim.Mismatch());
        store.complete(REQUEST, attempt, ANSWER);
        assertThat(store.claim(other, attempt())).isEqualTo(new Claim.Mismatch());
    }

    @Test
    void keysOfOtherPrincipalsAndOperationsAreOtherKeys() {
        IdempotencyStore store = store();
        store.claim(REQUEST, attempt());

        assertThat(List.of(
                        new IdempotentRequest("team_2", "POST /v1/a", "key", "f2"),
                        new IdempotentRequest("team_1", "POST /v1/b", "key", "f2"),
                        new IdempotentRequest("team_1", "POST /v1/a", "KEY", "f2"),
                        new IdempotentRequest("team_1", "POST /v1/a", "key ", "f2")))
                .allSatisfy(other -> assertThat(store.claim(other, attempt())).isEqualTo(new Claim.Fresh()));
    }

    @Test
    void aReleasedKeyIsFresh() {
        IdempotencyStore store = store();
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);

        store.release(REQUEST, attempt);

        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Fresh());
    }

    @Test
    void anAnswerIsNotReleased() {
        IdempotencyStore store = store();
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);
        store.complete(REQUEST, attempt, ANSWER);

        store.release(REQUEST, attempt);

        assertThat(store.claim(REQUEST, attempt())).isInstanceOf(Claim.Replay.class);
    }

    @Test
    void anAttemptThatNeverEndedIsTakenOverWhenItsLockEnds() {
        IdempotencyStore store = store();
        store.claim(REQUEST, attempt());

        clock.advance(LOCK.minusMillis(1));
        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Running());
        clock.advance(Duration.ofMillis(1));
        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Fresh());
        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Running());
    }

    @Test
    void aSlowAttemptNeitherOverwritesNorReleasesTheOneThatTookOver() {
        IdempotencyStore store = store();
        Attempt slow = attempt();
        store.claim(REQUEST, slow);
        clock.advance(LOCK);
        Attempt next = attempt();
        store.claim(REQUEST, next);

        assertThat(store.complete(REQUEST, slow, ANSWER)).isFalse();
        store.release(REQUEST, slow);
        assertThat(store.claim(REQUEST, attempt())).isEqualTo(new Claim.Running());
        assertThat(store.complete(REQUEST, next, ANSWER)).isTrue();
        assertThat(store.complete(REQUEST, slow, new StoredAnswer(500, null, new byte[0], Map.of())))
                .isFalse();

        assertThat(store.claim(REQUEST, attempt())).usingRecursiveComparison().isEqualTo(new Claim.Replay(ANSWER));
    }

    @Test
    void anAnswerIsForgottenWhenItsTimeIsOver() {
        IdempotencyStore store = store();
        Attempt attempt = attempt();
        store.claim(REQUEST, attempt);
        store.complete(REQUEST, attempt, ANSWER);

        clock.advance(KEEP.minusMillis(1));
        assertThat(store.claim(REQUEST, attempt())).isInstanceOf(Claim.Replay.class);
        clock.advance(Duration.ofMillis(1));
        IdempotentRequest other = new IdempotentRequest("team_1", "POST /v1/a", "key", "f2");
        Attempt again = attempt();
        assertThat(store.claim(other, again)).isEqualTo(new Claim.Fresh());
        assertThat(store.claim(other, attempt())).isEqualTo(new Claim.Running());
        assertThat(store.complete(REQUEST, attempt, ANSWER)).isFalse();
        assertThat(store.complete(other, again, ANSWER)).isTrue();
    }

    @Test
    void expiredKeysDoNotPileUp() {
        IdempotencyStore store = store();
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofHours(1));
            store.claim(new IdempotentRequest("team_1", "POST /v1/a", "key" + i, "f"), attempt());
        }

        assertThat(size(store)).isLessThanOrEqualTo(25);
    }

    @Test
    void ofManyClaimsAtOnceOneIsFresh() throws Exception {
        IdempotencyStore store = store();
        for (int round = 0; round < 20; round++) {
            IdempotentRequest request = new IdempotentRequest("team_1", "POST /v1/a", "key" + round, "f");

            List<Claim> claims = Together.run(16, () -> store.claim(request, attempt()));

            assertThat(claims).containsOnlyOnce(new Claim.Fresh());
            assertThat(claims).filteredOn(new Claim.Running()::equals).hasSize(15);
        }
    }

    private Attempt attempt() {
        return new Attempt(
                tokens.getAndIncrement(),
                clock.instant(),
                clock.instant().plus(LOCK),
                clock.instant().plus(KEEP));
    }
}
