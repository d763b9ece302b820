package dev.errata.reference.harbor;

import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyFormat.Prefix;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.reference.control.DemoKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The forms of Harbor's keys and what they may do. */
public final class HarborKeys {
    /** {@code hb_{live,test}_…}. */
    static final ApiKeyFormat FORMAT = new ApiKeyFormat(
            java.util.List.of(new Prefix("hb_live_", "secret", true), new Prefix("hb_test_", "secret", false)), 12, 32);

    static final Set<String> SCOPES = Set.of("events:read", "events:write", "webhooks:manage", "workspaces:read");

    /** The organization that the demo keys act for. */
    static final String DEMO = "org_demo";

    private HarborKeys() {}

    static ApiKeyGrant grant(String organization, boolean live, Set<String> scopes) {
        return new ApiKeyGrant(
                organization, "user_of_" + organization, "secret", live, scopes, AddressList.none(), null);
    }

    /** The keys that are the same at every start. */
    public static DemoKeys demo() {
        Map<String, ApiKeyGrant> grants = new LinkedHashMap<>();
        grants.put("sandbox", grant(DEMO, false, SCOPES));
        grants.put("read-only", grant(DEMO, false, Set.of("events:read", "workspaces:read")));
        return new DemoKeys(FORMAT, grants);
    }
}
