package dev.errata.guard.key;

import dev.errata.guard.key.ApiKeyFormat.Prefix;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keys of the form that Harpoon has, and how often their store was asked. */
final class TestKeys {
    static final ApiKeyFormat FORMAT = new ApiKeyFormat(
            List.of(
                    new Prefix("hpn_live_sk_", "secret", true),
                    new Prefix("hpn_test_sk_", "secret", false),
                    new Prefix("hpn_live_pk_", "public", true),
                    new Prefix("hpn_test_pk_", "public", false)),
            12,
            32);

    final InMemoryApiKeyStore store = new InMemoryApiKeyStore();
    final AtomicInteger asked = new AtomicInteger();
    final ApiKeys keys = keys("a pepper of thirty-two bytes or so");

    ApiKeys keys(String pepper) {
        return new ApiKeys(FORMAT, pepper.getBytes(java.nio.charset.StandardCharsets.UTF_8), counting(), new Random(1));
    }

    MintedApiKey mint() {
        return mint(AddressList.none(), null);
    }

    MintedApiKey mint(AddressList allowlist, @Nullable Instant expiresAt) {
        return keys.mint(
                new ApiKeyGrant("team_1", "user_1", "secret", true, Set.of("transactions:read"), allowlist, expiresAt));
    }

    private ApiKeyStore counting() {
        return new ApiKeyStore() {
            @Override
            public @Nullable ApiKey find(String id) {
                asked.incrementAndGet();
                return store.find(id);
            }

            @Override
            public void save(ApiKey key) {
                store.save(key);
            }

            @Override
            public boolean revoke(String id, Instant at) {
                return store.revoke(id, at);
            }
        };
    }
}
