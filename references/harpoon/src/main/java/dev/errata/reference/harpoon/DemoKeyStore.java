package dev.errata.reference.harpoon;

import dev.errata.guard.key.ApiKey;
import dev.errata.guard.key.ApiKeyStore;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a service, with the demo keys apart from all others: everybody knows them, so they must not be on a disk
 * from which a public service may start one day.
 *
 * @param ids of the demo keys
 * @param demo holds them, or nothing where there shall be none
 * @param others holds all others
 */
record DemoKeyStore(Set<String> ids, ApiKeyStore demo, ApiKeyStore others) implements ApiKeyStore {
    @Override
    public @Nullable ApiKey find(String id) {
        return store(id).find(id);
    }

    @Override
    public void save(ApiKey key) {
        store(key.id()).save(key);
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return store(id).revoke(id, at);
    }

    private ApiKeyStore store(String id) {
        return ids.contains(id) ? demo : others;
    }
}
