package dev.errata.reference.serve;

import dev.errata.reference.harbor.HarborApplication;
import dev.errata.reference.harbor.HarborKeys;
import dev.errata.reference.harpoon.HarpoonApplication;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.hookbridge.HookBridgeApplication;
import dev.errata.reference.hookbridge.HookBridgeKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * An API that can be served.
 *
 * @param id its name on the command line, and the prefix of its settings
 * @param offset its port's distance from the first port
 * @param application what starts it
 * @param demoKeys keys that are the same at every start
 * @param instructiveKey the demo key of a request that fails in a way worth reading
 * @param instructivePath the path of that request
 */
record Reference(
        String id,
        int offset,
        Supplier<SpringApplicationBuilder> application,
        Supplier<Map<String, String>> demoKeys,
        String instructiveKey,
        String instructivePath) {

    /** All, in the order of their ports. */
    static final List<Reference> ALL = List.of(
            new Reference(
                    "harbor",
                    1,
                    HarborApplication::builder,
                    HarborKeys.demo()::texts,
                    "read-only",
                    "/v1/webhooks?workspace_id=ws_demo"),
            new Reference(
                    "harpoon", 4, HarpoonApplication::builder, HarpoonKeys.demo()::texts, "public", "/v1/webhooks"),
            new Reference(
                    "hookbridge",
                    5,
                    HookBridgeApplication::builder,
                    HookBridgeKeys.demo()::texts,
                    "free",
                    "/v1/projects/proj_demo_pro"));

    /** The highest first port that leaves one to each. */
    static final int LAST_BASE = 65_535 - ALL.get(ALL.size() - 1).offset();

    int port(int base) {
        return base + offset;
    }

    String instructiveCurl(String address) {
        String key = Objects.requireNonNull(demoKeys.get().get(instructiveKey));
        return "curl -i '" + address + instructivePath + "' -H 'Authorization: Bearer " + key + "'";
    }

    static Optional<Reference> named(String id) {
        return ALL.stream().filter(reference -> reference.id().equals(id)).findFirst();
    }

    static String ids() {
        return ALL.stream().map(Reference::id).collect(Collectors.joining(", "));
    }
}
