package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.AccessRule;
import dev.errata.guard.Caller;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.InMemoryBucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that break two rules at once, in the order that Harpoon has. */
final class ChainOrderTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = new ManualClock();
    private final Catalog catalog = TestContract.catalog();
    private final TestKeys at = new TestKeys();
    private final BucketStore buckets = new InMemoryBucketStore(clock);
    private final AccessRule rule = new AccessRule("secret", List.of("transactions:write"));
    private final Guard chain = GuardChain.of(
            new AddressLimitGuard(catalog, clock, RateLimitHeaders.X, new RateLimit("each", Level.ADDRESS, 10, MINUTE)),
            new ApiKeyGuard(catalog, at.keys, clock),
            new AddressGuard(catalog),
            limits(
                    new RateLimit("all", Level.GLOBAL, 5, MINUTE),
                    new RateLimit("r", Level.KEY, 2, MINUTE),
                    new RateLimit("r", Level.USER, 3, MINUTE)),
            request -> rule.check(catalog, Objects.requireNonNull(request.get(Caller.class))));

    @Test
    void theLimitOfAnAddressComesBeforeTheKey() {
        MintedApiKey key = mint("secret");
        for (int i = 0; i < 10; i++) {
            assertThat(code(new FakeRequest())).isEqualTo("AUTH_MISSING");
        }

        ApiError refused = chain.check(bearer(key));
        assertThat(refused).isNotNull();
        assertThat(refused.code().id()).isEqualTo("LIMIT_RATE_ADDRESS");
        assertThat(refused.headers())
                .containsEntry("X-RateLimit-Limit", "10")
                .containsEntry("X-RateLimit-Remaining", "0");
        assertThat(code(bearer(key).from("203.0.113.9"))).isEqualTo("PERMISSION_SCOPE");
    }

    @Test
    void aFloodWithoutKeysTakesNothingFromWhatAllShare() {
        MintedApiKey key = mint("secret");
        for (int i = 0; i < 1000; i++) {
            assertThat(code(new FakeRequest().from("203.0.113." + i % 250))).isEqualTo("AUTH_MISSING");
        }

        assertThat(code(bearer(key))).isEqualTo("PERMISSION_SCOPE");
    }

    @Test
    void aKeyBeyondItsLimitTakesNothingFromWhatAllShare() {
        MintedApiKey greedy = mint("secret");
        for (int i = 0; i < 10; i++) {
            code(bearer(greedy));
        }

        MintedApiKey other =
                at.keys.mint(new ApiKeyGrant("team_2", "user_2", "secret", false, Set.of(), AddressList.none(), null));
        assertThat(code(bearer(other).from("203.0.113.9"))).isEqualTo("PERMISSION_SCOPE");
    }

    @Test
    void theAddressesOfAnIpv6CallerAreOne() {
        for (int i = 0; i < 10; i++) {
            assertThat(code(new FakeRequest().from("2001:db8::" + i))).isEqualTo("AUTH_MISSING");
        }

        assertThat(code(new FakeRequest().from("2001:db8::77"))).isEqualTo("LIMIT_RATE_ADDRESS");
        assertThat(code(new FakeRequest().from("2001:db8:0:1::77"))).isEqualTo("AUTH_MISSING");
    }

    @Test
    void theKeyComesBeforeItsAddressList() {
        MintedApiKey key = at.mint(AddressList.of(List.of("203.0.113.0/24")), ManualClock.START);

        assertThat(code(bearer(key))).isEqualTo("AUTH_EXPIRED");
    }

    @Test
    void anOutsiderCannotUseUpTheLimitOfAKey() {
        MintedApiKey key = at.mint(AddressList.of(List.of("203.0.113.0/24")), null);
        for (int i = 0; i < 3; i++) {
            assertThat(code(bearer(key))).isEqualTo("PERMISSION_ADDRESS");
        }

        FakeRequest insider = bearer(key).from("203.0.113.9");
        assertThat(code(insider)).isEqualTo("PERMISSION_SCOPE");
        assertThat(insider.answerHeaders()).containsEntry("X-RateLimit-Remaining", "1");
    }

    @Test
    void aRefusalBeforeTheLimitsTellsThemAndTakesNothing() {
        MintedApiKey key = at.mint(AddressList.of(List.of("203.0.113.0/24")), null);
        code(bearer(key).from("203.0.113.9"));
        for (int i = 0; i < 3; i++) {
            FakeRequest outsider = bearer(key);
            assertThat(code(outsider)).isEqualTo("PERMISSION_ADDRESS");
            assertThat(outsider.answerHeaders())
                    .containsEntry("X-RateLimit-Limit", "2")
                    .containsEntry("X-RateLimit-Remaining", "1")
                    .containsKey("X-RateLimit-Reset");
        }
        FakeRequest refusedElsewhere = bearer(key);
        assertThat(chain.announce(refusedElsewhere)).isTrue();
        assertThat(refusedElsewhere.answerHeaders()).containsEntry("X-RateLimit-Remaining", "1");
    }

    @Test
    void aRequestWithoutAKnownKeyIsToldNoLimits() {
        FakeRequest keyless = new FakeRequest();
        FakeRequest expired = bearer(at.mint(AddressList.none(), ManualClock.START));
        for (FakeRequest request : List.of(keyless, expired)) {
            code(request);
            assertThat(chain.announce(request)).isFalse();
            assertThat(request.answerHeaders()).isEmpty();
        }
    }

    @Test
    void whatIsFoundOutForAnAnswerIsWorkForTheAddressAndEndsWithItsLimit() {
        MintedApiKey key = mint("secret");
        for (int i = 0; i < 10; i++) {
            assertThat(chain.announce(bearer(key))).isTrue();
        }

        FakeRequest flood = bearer(key);

        assertThat(chain.announce(flood)).isFalse();
        assertThat(flood.answerHeaders()).isEmpty();
        assertThat(flood.get(Caller.class)).isNull();
    }

    @Test
    void theLimitsOfKeyAndUserComeBeforeTypeAndScope() {
        MintedApiKey publicKey = mint("public");
        MintedApiKey secretKey = mint("secret");

        assertThat(code(bearer(publicKey))).isEqualTo("PERMISSION_KEY_TYPE");
        assertThat(code(bearer(publicKey))).isEqualTo("PERMISSION_KEY_TYPE");
        assertThat(code(bearer(publicKey))).isEqualTo("LIMIT_RATE_KEY");
        assertThat(code(bearer(secretKey))).isEqualTo("PERMISSION_SCOPE");
        assertThat(code(bearer(secretKey))).isEqualTo("LIMIT_RATE_USER");
    }

    private MintedApiKey mint(String type) {
        return at.keys.mint(new ApiKeyGrant("team_1", "user_1", type, false, Set.of(), AddressList.none(), null));
    }

    private Guard limits(RateLimit... limits) {
        return new RateLimitGuard(catalog, buckets, clock, RateLimitHeaders.X, List.of(limits));
    }

    private String code(FakeRequest request) {
        ApiError error = chain.check(request);
        assertThat(error).isNotNull();
        return error.code().id();
    }

    private static FakeRequest bearer(MintedApiKey key) {
        return new FakeRequest().with("Authorization", "Bearer " + key.text());
    }
}
