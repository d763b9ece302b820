package dev.errata.guard.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where keys are kept. Thread-safe; times are kept to the millisecond. */
public interface ApiKeyStore {
    /** The key with this id, null when there is none. */
    @Nullable
    ApiKey find(String id);

    /**
     * Adds a key; when the method returns, it is kept.
     *
     * @throws IllegalStateException when there is a key with this id
     */
    void save(ApiKey key);

    /**
     * Withdraws a key from a moment on; when the method returns, every later {@link #find} knows it.
     *
     * @param at a moment in the future lets callers change to another key before
     * @return false when there is no such key, or when it is withdrawn at that moment or earlier already
     */
    boolean revoke(String id, Instant at);
}
