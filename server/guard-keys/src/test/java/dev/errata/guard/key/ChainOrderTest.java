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
            limits(new RateLimit("all", Level.GLOBAL, 5, MINUTE)),
            new ApiKeyGuard(catalog, at.keys, clock),
            new AddressGuard(catalog),
            limits(new RateLimit("r", Level.KEY, 2, MINUTE), new RateLimit("r", Level.USER, 3, MINUTE)),
            request -> rule.check(catalog, Objects.requireNonNull(request.get(Caller.class))));

    @Test
    void theGlobalLimitComesBeforeTheKey() {
        for (int i = 0; i < 5; i++) {
            assertThat(code(new FakeRequest())).isEqualTo("AUTH_MISSING");
        }

        assertThat(code(new FakeRequest())).isEqualTo("LIMIT_RATE_GLOBAL");
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
