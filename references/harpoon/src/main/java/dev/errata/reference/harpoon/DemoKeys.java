package dev.errata.reference.harpoon;

import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.guard.key.ApiKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

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

    /** Their ids, under which no other key is ever kept. */
    static Set<String> ids() {
        return grants().entrySet().stream()
                .map(named -> drawn(named.getKey(), named.getValue()).id())
                .collect(Collectors.toUnmodifiableSet());
    }

    static void mint(LongFunction<ApiKeys> drawing) {
        grants().forEach((name, grant) -> drawing.apply(seed(name)).mint(grant));
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
