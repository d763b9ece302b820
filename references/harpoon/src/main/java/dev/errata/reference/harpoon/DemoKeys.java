package dev.errata.reference.harpoon;

import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Keys that are the same at every start, for trying things out; there are none when the service is public. */
public final class DemoKeys {
    /** The team of the demo keys. */
    public static final String TEAM = "team_demo";

    private DemoKeys() {}

    /** The texts of the keys, by what they are for. */
    public static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        grants().forEach((name, grant) -> texts.put(name, drawn(name, grant).text()));
        return texts;
    }

    static void keep(ApiKeyStore store, LongFunction<ApiKeys> drawing) {
        grants().forEach((name, grant) -> {
            if (store.find(drawn(name, grant).id()) == null) {
                drawing.apply(seed(name)).mint(grant);
            }
        });
    }

    private static Map<String, ApiKeyGrant> grants() {
        Map<String, ApiKeyGrant> grants = new LinkedHashMap<>();
        grants.put("secret", HarpoonKeys.grant(TEAM, "secret"));
        grants.put("public", HarpoonKeys.grant(TEAM, "public"));
        grants.put("read-only", HarpoonKeys.grant(TEAM, "secret", Set.of("transactions:read")));
        return grants;
    }

    private static ApiKeyFormat.Parsed drawn(String name, ApiKeyGrant grant) {
        return HarpoonKeys.FORMAT.mint(
                HarpoonKeys.FORMAT.prefix(grant.type(), grant.live()), new SplittableRandom(seed(name)));
    }

    private static long seed(String name) {
        return name.hashCode();
    }
}
