package dev.errata.reference.serve;

import dev.errata.reference.harbor.HarborApplication;
import dev.errata.reference.harbor.HarborKeys;
import dev.errata.reference.harborprotocol.HarborProtocolApplication;
import dev.errata.reference.harborprotocol.HarborProtocolTokens;
import dev.errata.reference.harmont.HarmontApplication;
import dev.errata.reference.harmont.HarmontTokens;
import dev.errata.reference.harpoon.HarpoonApplication;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.hookbridge.HookBridgeApplication;
import dev.errata.reference.hookbridge.HookBridgeKeys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * An API that can be served.
 *
 * @param id its name on the command line, and the prefix of its settings
 * @param offset its port's distance from the first port
 * @param application what starts it
 * @param demoKeys keys that everybody may know and that hold at this time, the same at every start unless they expire
 * @param instructiveKey the demo key of a request that fails in a way worth reading
 * @param instructivePath the path of that request
 */
record Reference(
        String id,
        int offset,
        Supplier<SpringApplicationBuilder> application,
        Function<Instant, Map<String, String>> demoKeys,
        String instructiveKey,
        String instructivePath) {

    /** All, in the order of their ports. */
    static final List<Reference> ALL = List.of(
            new Reference(
                    "harbor",
                    1,
                    HarborApplication::builder,
                    now -> HarborKeys.demo().texts(),
                    "read-only",
                    "/v1/webhooks?workspace_id=ws_demo"),
            new Reference(
                    "harbor-protocol",
                    2,
                    HarborProtocolApplication::builder,
                    now -> HarborProtocolTokens.demo(now).texts(),
                    "user",
                    "/v1/events?admin=1"),
            new Reference(
                    "harmont",
                    3,
                    HarmontApplication::builder,
                    now -> HarmontTokens.demo(),
                    "api",
                    "/api/v0/organizations/demo/pipelines/web/builds/14"),
            new Reference(
                    "harpoon",
                    4,
                    HarpoonApplication::builder,
                    now -> HarpoonKeys.demo().texts(),
                    "public",
                    "/v1/webhooks"),
            new Reference(
                    "hookbridge",
                    5,
                    HookBridgeApplication::builder,
                    now -> HookBridgeKeys.demo().texts(),
                    "free",
                    "/v1/projects/proj_demo_pro"));

    /** What belongs to the demo keys, by the variables of examples. */
    private static final Map<String, String> DEMO_NAMES = Map.of(
            "workspace_id", "ws_demo",
            "organization", "demo",
            "pipeline", "web",
            "tenant", "demo",
            "user", "demo",
            "session", "demo");

    /** The highest first port that leaves one to each. */
    static final int LAST_BASE = 65_535 - ALL.get(ALL.size() - 1).offset();

    int port(int base) {
        return base + offset;
    }

    String instructiveCurl(String address, Map<String, String> keys) {
        String key = Objects.requireNonNull(keys.get(instructiveKey));
        return "curl -i '" + address + instructivePath + "' -H 'Authorization: Bearer " + key + "'";
    }

    /** What the demo account has for the variables of examples; nothing without keys. */
    static Map<String, String> demoValues(Map<String, String> keys) {
        Map<String, String> values = new LinkedHashMap<>();
        keys.forEach((name, key) -> {
            values.put(name.replace('-', '_') + "_key", key);
            values.put(name + "_token", key);
            values.putIfAbsent("token", key);
        });
        if (!keys.isEmpty()) {
            values.putAll(DEMO_NAMES);
            values.putIfAbsent("secret_key", Objects.requireNonNull(values.get("token")));
        }
        return values;
    }

    static Optional<Reference> named(String id) {
        return ALL.stream().filter(reference -> reference.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return ALL.stream().map(Reference::id).toList();
    }
}
