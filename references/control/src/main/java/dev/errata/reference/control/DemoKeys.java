package dev.errata.reference.control;

import dev.errata.guard.key.ApiKey;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.InMemoryApiKeyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are the same at every start, for trying things out.
 *
 * @param format of the API's keys
 * @param grants by what the keys are for, in the order in which they are shown
 */
public record DemoKeys(ApiKeyFormat format, Map<String, ApiKeyGrant> grants) {

    /** The texts of the keys, by what they are for. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        grants.forEach((name, grant) -> texts.put(name, drawn(name, grant).text()));
        return texts;
    }

    /**
     * A store that keeps the demo keys apart from all others: everybody knows them, so they must not be on a disk from
     * which a public service may start one day.
     *
     * @param shown whether they are taken at all
     */
    public ApiKeyStore before(ApiKeyStore others, byte[] pepper, boolean shown) {
        ApiKeyStore demo = new InMemoryApiKeyStore();
        if (shown) {
            grants.forEach(
                    (name, grant) -> new ApiKeys(format, pepper, demo, new SplittableRandom(seed(name))).mint(grant));
        }
        Set<String> ids = grants.entrySet().stream()
                .map(named -> drawn(named.getKey(), named.getValue()).id())
                .collect(Collectors.toUnmodifiableSet());
        return new Apart(ids, demo, others);
    }

    private ApiKeyFormat.Parsed drawn(String name, ApiKeyGrant grant) {
        return format.mint(format.prefix(grant.type(), grant.live()), new SplittableRandom(seed(name)));
    }

    private static long seed(String name) {
        return name.hashCode();
    }

    private record Apart(Set<String> ids, ApiKeyStore demo, ApiKeyStore others) implements ApiKeyStore {
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
}
