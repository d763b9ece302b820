package dev.errata.guard.key;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps keys until the process ends. Thread-safe. */
public final class InMemoryApiKeyStore implements ApiKeyStore {
    private final ConcurrentMap<String, ApiKey> keys = new ConcurrentHashMap<>();

    @Override
    public @Nullable ApiKey find(String id) {
        return keys.get(id);
    }

    @Override
    public void save(ApiKey key) {
        if (keys.putIfAbsent(key.id(), key) != null) {
            throw new IllegalStateException("There is a key with id " + key.id() + " already; mint a new one");
        }
    }

    @Override
    public boolean revoke(String id, Instant at) {
        AtomicBoolean changed = new AtomicBoolean();
        keys.computeIfPresent(id, (same, key) -> {
            if (key.revokedAt() != null && !at.isBefore(key.revokedAt())) {
                return key;
            }
            changed.set(true);
            return new ApiKey(
                    key.id(),
                    key.owner(),
                    key.user(),
                    key.type(),
                    key.live(),
                    key.scopes(),
                    key.allowlist(),
                    key.expiresAt(),
                    at,
                    key.hash());
        });
        return changed.get();
    }
}
