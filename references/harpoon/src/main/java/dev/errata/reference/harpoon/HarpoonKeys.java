package dev.errata.reference.harpoon;

import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyFormat.Prefix;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.reference.control.DemoKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forms of Harpoon's keys and what they may do unless told otherwise. */
public final class HarpoonKeys {
    /** {@code hpn_{live,test}_{sk,pk}_…}. */
    public static final ApiKeyFormat FORMAT = new ApiKeyFormat(
            List.of(
                    new Prefix("hpn_live_sk_", "secret", true),
                    new Prefix("hpn_test_sk_", "secret", false),
                    new Prefix("hpn_live_pk_", "public", true),
                    new Prefix("hpn_test_pk_", "public", false)),
            12,
            32);

    /** The team of the demo keys. */
    public static final String DEMO_TEAM = "team_demo";

    private static final Map<String, Set<String>> DEFAULTS = Map.of(
            "secret", Set.of("transactions:read", "transactions:write", "webhooks:manage"),
            "public", Set.of("transactions:read", "transactions:initialize"));

    private HarpoonKeys() {}

    /** A live key of a team with the scopes that its type has unless told otherwise. */
    public static ApiKeyGrant grant(String team, String type) {
        return grant(team, type, java.util.Objects.requireNonNull(DEFAULTS.get(type)));
    }

    /** A live key of a team with these scopes. */
    public static ApiKeyGrant grant(String team, String type, Set<String> scopes) {
        return new ApiKeyGrant(team, "user_of_" + team, type, true, scopes, AddressList.none(), null);
    }

    /** The keys that are the same at every start, all of {@link #DEMO_TEAM}. */
    public static DemoKeys demo() {
        Map<String, ApiKeyGrant> grants = new LinkedHashMap<>();
        grants.put("secret", grant(DEMO_TEAM, "secret"));
        grants.put("public", grant(DEMO_TEAM, "public"));
        grants.put("read-only", grant(DEMO_TEAM, "secret", Set.of("transactions:read")));
        return new DemoKeys(FORMAT, grants);
    }
}
