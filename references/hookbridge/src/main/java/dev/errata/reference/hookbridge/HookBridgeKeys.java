package dev.errata.reference.hookbridge;

import dev.errata.guard.key.AddressList;
import dev.errata.guard.key.ApiKeyFormat;
import dev.errata.guard.key.ApiKeyFormat.Prefix;
import dev.errata.guard.key.ApiKeyGrant;
import dev.errata.reference.control.DemoKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forms of HookBridge's keys. A key acts for a project; its user is the tenant that the project belongs to. */
public final class HookBridgeKeys {
    /** {@code hb_{live,test}_…}. */
    static final ApiKeyFormat FORMAT = new ApiKeyFormat(
            List.of(new Prefix("hb_live_", "secret", true), new Prefix("hb_test_", "secret", false)), 12, 32);

    /** What the demo keys act for, by plan. */
    static final List<Plan> DEMO = List.of(Plan.PRO, Plan.FREE);

    private HookBridgeKeys() {}

    static ApiKeyGrant grant(String tenant, String project, boolean live) {
        return new ApiKeyGrant(project, tenant, "secret", live, Set.of(), AddressList.none(), null);
    }

    static String demoTenant(Plan plan) {
        return "tenant_demo_" + plan.word();
    }

    static String demoProject(Plan plan) {
        return "proj_demo_" + plan.word();
    }

    /** The keys that are the same at every start. */
    public static DemoKeys demo() {
        Map<String, ApiKeyGrant> grants = new LinkedHashMap<>();
        for (Plan plan : DEMO) {
            grants.put(plan.word(), grant(demoTenant(plan), demoProject(plan), true));
        }
        return new DemoKeys(FORMAT, grants);
    }
}
