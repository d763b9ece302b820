package dev.errata.guard.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.Together;
import dev.errata.guard.limit.RateLimit.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class RateLimitGuardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long RESET = ManualClock.START.getEpochSecond() + 60;

    private final ManualClock clock = new ManualClock();
    private final Catalog catalog = TestContract.catalog();
    private final BucketStore buckets = new InMemoryBucketStore(clock);

    @Test
    void everyAnswerSaysWhatIsLeft() {
        RateLimitGuard guard = guard(RateLimit.of(catalog, "requests-per-minute", Level.KEY, MINUTE));

        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(3, 2, RESET));
        clock.advance(Duration.ofMillis(20_001));
        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(3, 1, RESET));
        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(3, 0, RESET));
        assertThat(passed(guard, "k2", "u1")).isEqualTo(headers(3, 2, RESET + 21));
    }

    @Test
    void aRuleByAddressIsLeftToTheGuardBeforeTheKey() {
        RateLimitGuard guard = guard(new RateLimit("flood", Level.ADDRESS, 1, MINUTE));

        assertThatThrownBy(() -> guard.check(request("k1", "u1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rate limit 'flood' counts by address, which this guard does not; put an AddressLimitGuard"
                        + " before the key guard");
    }

    @Test
    void aRequestTooManyIsRefusedWithTheTimeToComeBack() {
        RateLimitGuard guard = guard(new RateLimit("r", Level.KEY, 1, MINUTE));
        passed(guard, "k1", "u1");
        clock.advance(Duration.ofMillis(20_001));
        FakeRequest request = request("k1", "u1");

        ApiError error = guard.check(request);

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("LIMIT_RATE_KEY");
        assertThat(error.status()).isEqualTo(429);
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "limit",
                        1L,
                        "window_seconds",
                        60L,
                        "level",
                        "key",
                        "retry_after",
                        40L,
                        "retry_after_ms",
                        39_999L));
        assertThat(error.headers()).isEqualTo(Map.of("Retry-After", "40"));
        assertThat(request.answerHeaders()).isEqualTo(headers(1, 0, RESET));
    }

    @Test
    void whoWaitsAsLongAsToldPasses() {
        RateLimitGuard guard = guard(new RateLimit("r", Level.KEY, 1, MINUTE));
        for (int round = 0; round < 20; round++) {
            passed(guard, "k1", "u1");
            clock.advance(Duration.ofMillis(2_999L * round + 1));
            ApiError error = guard.check(request("k1", "u1"));
            assertThat(error).isNotNull();
            clock.advance(Duration.ofMillis((Long) error.details().get("retry_after_ms")));
        }
        passed(guard, "k1", "u1");
    }

    @Test
    void allKeysOfAUserAreCountedTogether() {
        RateLimitGuard guard =
                guard(new RateLimit("r", Level.KEY, 3, MINUTE), new RateLimit("r", Level.USER, 4, MINUTE));

        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(3, 2, RESET));
        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(3, 1, RESET));
        assertThat(passed(guard, "k2", "u1")).isEqualTo(headers(4, 1, RESET));
        assertThat(passed(guard, "k2", "u1")).isEqualTo(headers(4, 0, RESET));
        assertThat(refused(guard, "k1", "u1")).isEqualTo("LIMIT_RATE_USER");
        assertThat(passed(guard, "k3", "u2")).isEqualTo(headers(3, 2, RESET));
    }

    @Test
    void aRequestThatOneRuleRefusesCostsNothingInTheOthers() {
        RateLimit byKey = new RateLimit("r", Level.KEY, 3, MINUTE);
        RateLimitGuard guard = guard(byKey, new RateLimit("r", Level.USER, 1, MINUTE));
        passed(guard, "k1", "u1");
        for (int i = 0; i < 10; i++) {
            assertThat(refused(guard, "k1", "u1")).isEqualTo("LIMIT_RATE_USER");
        }

        assertThat(passed(guard(byKey), "k1", "u1")).isEqualTo(headers(3, 1, RESET));
    }

    @Test
    void allUsersOfAnOwnerAreCountedTogether() {
        RateLimitGuard guard = guard(new RateLimit("r", Level.OWNER, 2, MINUTE));
        passed(guard, "k1", "u1");
        passed(guard, "k2", "u2");

        ApiError error = guard.check(request("k3", "u3"));

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("LIMIT_RATE_OWNER");
        assertThat(error.details()).containsEntry("level", "owner").containsEntry("limit", 2L);
        FakeRequest other = new FakeRequest();
        other.put(Caller.class, new Caller("k1", "other", "u1", "secret", true, Set.of()));
        assertThat(guard.check(other)).isNull();
    }

    @Test
    void aCallersOwnNumberHoldsAndZeroIsTheNumberForAll() {
        AtomicLong own = new AtomicLong(2);
        RateLimitGuard guard = new RateLimitGuard(
                catalog,
                buckets,
                clock,
                RateLimitHeaders.X,
                List.of(RateRule.byCaller(
                        new RateLimit("r", Level.OWNER, 1_000, MINUTE),
                        caller -> caller.owner().equals("team") ? own.get() : -1)));

        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(2, 1, RESET));
        passed(guard, "k1", "u1");
        assertThat(refused(guard, "k1", "u1")).isEqualTo("LIMIT_RATE_OWNER");

        own.set(0);
        clock.advance(MINUTE);
        assertThat(passed(guard, "k1", "u1")).isEqualTo(headers(1_000, 999, RESET + 60));
    }

    @Test
    void aTokenIsGivenBackToTheBucketOfTheCallersOwnNumber() {
        RateRule own = RateRule.byCaller(new RateLimit("r", Level.OWNER, 1_000, MINUTE), caller -> 3);
        RateLimitGuard guard = new RateLimitGuard(
                catalog,
                buckets,
                clock,
                RateLimitHeaders.X,
                List.of(own, new RateLimit("all", Level.GLOBAL, 1, MINUTE)));
        passed(guard, "k1", "u1");
        for (int i = 0; i < 5; i++) {
            assertThat(refused(guard, "k1", "u1")).isEqualTo("LIMIT_RATE_GLOBAL");
        }

        RateLimitGuard alone = new RateLimitGuard(catalog, buckets, clock, RateLimitHeaders.X, List.of(own));
        assertThat(passed(alone, "k1", "u1")).isEqualTo(headers(3, 1, RESET));
    }

    @Test
    void aBurstIsRefusedUntilTheNextTokenComes() {
        RateLimitGuard guard = guard(new RateLimit("r", Level.KEY, 120, MINUTE).withBurst(30));
        for (int i = 0; i < 30; i++) {
            passed(guard, "k1", "u1");
        }
        FakeRequest request = request("k1", "u1");

        ApiError error = guard.check(request);

        assertThat(error).isNotNull();
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "limit",
                        120L,
                        "window_seconds",
                        60L,
                        "level",
                        "key",
                        "retry_after",
                        1L,
                        "retry_after_ms",
                        500L));
        assertThat(request.answerHeaders()).isEqualTo(headers(120, 0, ManualClock.START.getEpochSecond() + 1));
    }

    @Test
    void aHandlerCountsByWhatItKnows() {
        RateLimiter limiter = new RateLimiter(catalog, buckets, clock, RateLimitHeaders.X);
        RateLimit limit = new RateLimit("workspace", Level.OWNER, 1, MINUTE);
        limiter.take(limit, "ws_1");
        limiter.take(limit, "ws_2");

        assertThatThrownBy(() -> limiter.take(limit, "ws_1"))
                .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                .extracting(ApiException::error)
                .satisfies(error -> {
                    assertThat(error.code().id()).isEqualTo("LIMIT_RATE_OWNER");
                    assertThat(error.headers()).containsAllEntriesOf(headers(1, 0, RESET));
                    assertThat(error.headers()).containsEntry("Retry-After", "60");
                });
    }

    @Test
    void theGlobalRuleNeedsNoCallerAndIsAnnouncedOnlyWhenItRefuses() {
        RateLimitGuard guard = guard(new RateLimit("all", Level.GLOBAL, 2, MINUTE));
        FakeRequest anonymous = new FakeRequest();
        assertThat(guard.check(anonymous)).isNull();
        assertThat(anonymous.answerHeaders()).isEmpty();
        assertThat(guard.check(request("k1", "u1"))).isNull();
        FakeRequest last = new FakeRequest();

        ApiError error = guard.check(last);

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("LIMIT_RATE_GLOBAL");
        assertThat(error.details()).containsEntry("level", "global").containsEntry("limit", 2L);
        assertThat(last.answerHeaders()).isEqualTo(headers(2, 0, RESET));
    }

    @Test
    void theHeadersHaveTheNamesThatAreGiven() {
        RateLimitHeaders names = new RateLimitHeaders("L", "M", "R");
        RateLimitGuard guard =
                new RateLimitGuard(catalog, buckets, clock, names, List.of(new RateLimit("r", Level.KEY, 3, MINUTE)));

        assertThat(passed(guard, "k1", "u1")).isEqualTo(Map.of("L", "3", "M", "2", "R", Long.toString(RESET)));
    }

    @Test
    void ofFiftyThreadsExactlyAsManyPassAsTheRuleSays() throws Exception {
        RateLimitGuard guard =
                guard(new RateLimit("r", Level.KEY, 100, MINUTE), new RateLimit("r", Level.USER, 1_000, MINUTE));

        List<Long> passed = Together.run(50, () -> {
            long count = 0;
            for (int i = 0; i < 20; i++) {
                count += guard.check(request("k1", "u1")) == null ? 1 : 0;
            }
            return count;
        });

        assertThat(passed.stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
    }

    @Test
    void aGuardBeforeTheKeyGuardIsAMistake() {
        RateLimitGuard guard = guard(new RateLimit("per-key", Level.KEY, 3, MINUTE));

        assertThatThrownBy(() -> guard.check(new FakeRequest()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rate limit 'per-key' counts by key, but no caller was left on the request;"
                        + " put the key guard before it");
    }

    @Test
    void rulesThatLetNothingPassAreRefused() {
        assertThatThrownBy(() -> new RateLimit("r", Level.KEY, 0, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rate limit 'r' is 0; at least 1 request must pass");
        assertThatThrownBy(() -> new RateLimit("r", Level.KEY, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rate limit 'r' has a window of PT0S; use a millisecond or more");
        assertThatThrownBy(() -> new RateLimit("r", Level.KEY, 1, MINUTE).withBurst(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Rate limit 'r' has a burst of 0; at least 1 request must pass");
    }

    private RateLimitGuard guard(RateLimit... limits) {
        return new RateLimitGuard(catalog, buckets, clock, RateLimitHeaders.X, List.of(limits));
    }

    private static Map<String, String> passed(RateLimitGuard guard, String key, String user) {
        FakeRequest request = request(key, user);
        assertThat(guard.check(request)).isNull();
        return request.answerHeaders();
    }

    private static String refused(RateLimitGuard guard, String key, String user) {
        ApiError error = guard.check(request(key, user));
        assertThat(error).isNotNull();
        return error.code().id();
    }

    private static FakeRequest request(String key, String user) {
        FakeRequest request = new FakeRequest();
        request.put(Caller.class, new Caller(key, "team", user, "secret", true, Set.of()));
        return request;
    }

    private static Map<String, String> headers(long limit, long remaining, long reset) {
        return Map.of(
                "X-RateLimit-Limit",
                Long.toString(limit),
                "X-RateLimit-Remaining",
                Long.toString(remaining),
                "X-RateLimit-Reset",
                Long.toString(reset));
    }
}
