package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.Guard;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.Together;
import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.InMemoryLockStore;
import dev.errata.guard.limit.LockRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LockGuardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LockRule RULE = new LockRule(10, MINUTE, MINUTE);
    private static final String PEER = "203.0.113.9";

    private final ManualClock clock = new ManualClock();
    private final Catalog catalog = TestContract.catalog();
    private final TestKeys at = new TestKeys();
    private final Guard inner = new ApiKeyGuard(catalog, at.keys, clock);
    private final InMemoryLockStore networks = new InMemoryLockStore(clock);
    private final LockGuard guard = new LockGuard(catalog, inner, networks, RULE);
    private final String valid = at.mint().text();

    @Test
    void theTenthFailureIsToldAndLocksValidKeysOutToo() {
        fail(10, PEER);
        clock.advance(Duration.ofMillis(1));
        FakeRequest request = bearer(valid, PEER);

        ApiError error = guard.check(request);

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("LIMIT_LOCK");
        assertThat(error.status()).isEqualTo(429);
        assertThat(error.details()).isEqualTo(Map.of("retry_after", 60L, "retry_after_ms", 59_999L));
        assertThat(error.headers()).isEqualTo(Map.of("Retry-After", "60"));
        assertThat(request.get(Caller.class)).isNull();
    }

    @Test
    void aCredentialThatCouldNotBeLookedAtHasNotFailed() {
        Guard cutOff =
                request -> catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.ofSeconds(30)));
        LockGuard around = new LockGuard(catalog, cutOff, networks, RULE);
        for (int i = 0; i < 20; i++) {
            assertThat(around.check(bearer(valid, PEER)).code().id()).isEqualTo("SERVER_UNAVAILABLE");
        }
    }

    @Test
    void nineFailuresLockNobodyAndValidKeysDoNotMakeUpForThem() {
        fail(9, PEER);
        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
        fail(1, PEER);

        assertThat(code(bearer(valid, PEER))).isEqualTo("LIMIT_LOCK");
    }

    @Test
    void aLockFromBeforeTheClockWasSetBackHoldsNobody() {
        clock.advance(Duration.ofHours(25));
        fail(10, PEER);
        assertThat(code(bearer(valid, PEER))).isEqualTo("LIMIT_LOCK");

        clock.advance(Duration.ofHours(-25));

        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
        fail(10, PEER);
        assertThat(code(bearer(valid, PEER))).isEqualTo("LIMIT_LOCK");
        clock.advance(MINUTE);
        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
    }

    @Test
    void aLockEndsByItselfAndIsNotProlongedByThoseWhoKnock() {
        fail(10, PEER);
        for (int second = 0; second < 59; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(code(bearer("wrong", PEER))).isEqualTo("LIMIT_LOCK");
        }
        clock.advance(Duration.ofMillis(999));
        assertThat(code(bearer(valid, PEER))).isEqualTo("LIMIT_LOCK");
        clock.advance(Duration.ofMillis(1));

        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
        fail(9, PEER);
        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
    }

    @Test
    void failuresAreForgottenWhenTheWindowThatTheFirstBeganIsOver() {
        fail(1, PEER);
        clock.advance(MINUTE.minusMillis(1));
        fail(8, PEER);
        clock.advance(Duration.ofMillis(1));
        fail(9, PEER);

        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.200, LIMIT_LOCK",
        "203.0.113.9, ::ffff:203.0.113.1, LIMIT_LOCK",
        "203.0.113.9, 203.0.114.9, passed",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::9, LIMIT_LOCK",
        "2001:db8:0:1::1, 2001:db8:0:2::1, passed",
        "unknown, 203.0.113.9:80, LIMIT_LOCK",
        "unknown, 203.0.113.9, passed"
    })
    void neighboursAreLockedOutAndOthersAreNot(String guesser, String other, String expected) {
        fail(10, guesser);

        assertThat(code(bearer(valid, other))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer "})
    void whoPresentsNothingGuessesNothing(String header) {
        for (int i = 0; i < 30; i++) {
            assertThat(code(new FakeRequest().from(PEER))).isEqualTo("AUTH_MISSING");
            assertThat(code(new FakeRequest().from(PEER).with("Authorization", header)))
                    .isEqualTo("AUTH_MISSING");
        }

        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
    }

    @Test
    void missingCredentialsAreCountedWhereTheRuleSaysSo() {
        LockGuard strict = new LockGuard(
                catalog, inner, networks, new LockRule(2, MINUTE, MINUTE, request -> true, WhileAway.REFUSE));
        strict.check(new FakeRequest());
        strict.check(new FakeRequest());

        ApiError error = strict.check(new FakeRequest());

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("LIMIT_LOCK");
    }

    @Test
    void revokedKeysAndRepeatedHeadersAreFailuresToo() {
        MintedApiKey revoked = at.mint();
        at.store.revoke(revoked.key().id(), clock.instant());
        for (int i = 0; i < 5; i++) {
            assertThat(code(bearer(revoked.text(), PEER))).isEqualTo("AUTH_REVOKED");
            assertThat(code(bearer(valid, PEER).with("Authorization", "Bearer " + valid)))
                    .isEqualTo("AUTH_MALFORMED");
        }

        assertThat(code(bearer(valid, PEER))).isEqualTo("LIMIT_LOCK");
    }

    @Test
    void nothingIsLookedUpForALockedNetwork() {
        fail(10, PEER);

        code(bearer(valid, PEER));

        assertThat(at.asked).hasValue(0);
    }

    @Test
    void aNetworkCanBeReleased() {
        fail(10, PEER);

        guard.release("203.0.113.77");

        assertThat(code(bearer(valid, PEER))).isEqualTo("passed");
    }

    @Test
    void ofFiftyGuessesAtOnceTenAreTold() throws Exception {
        for (int round = 0; round < 20; round++) {
            String peer = "198.51." + round + ".1";

            List<String> codes = Together.run(50, () -> code(bearer("wrong", peer)));

            assertThat(codes).filteredOn("AUTH_MALFORMED"::equals).hasSize(10);
            assertThat(codes).filteredOn("LIMIT_LOCK"::equals).hasSize(40);
        }
    }

    @Test
    void rulesThatLockEverybodyOrNobodyAreRefused() {
        assertThatThrownBy(() -> new LockRule(0, MINUTE, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lock after 0 failures would lock everybody out; lock after 1 or more");
        assertThatThrownBy(() -> new LockRule(1, Duration.ZERO, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lock of PT1M after failures in PT0S locks nobody; use a millisecond or more for both");
        assertThatThrownBy(() -> new LockRule(1, MINUTE, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A lock of PT0S after failures in PT1M locks nobody; use a millisecond or more for both");
    }

    private void fail(int times, String peer) {
        for (int i = 0; i < times; i++) {
            assertThat(code(bearer("wrong", peer))).isEqualTo("AUTH_MALFORMED");
        }
    }

    private String code(FakeRequest request) {
        ApiError error = guard.check(request);
        return error == null ? "passed" : error.code().id();
    }

    private static FakeRequest bearer(String key, String peer) {
        return new FakeRequest().from(peer).with("Authorization", "Bearer " + key);
    }
}
