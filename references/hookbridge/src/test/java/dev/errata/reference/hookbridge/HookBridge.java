package dev.errata.reference.hookbridge;

import dev.errata.reference.control.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class HookBridge extends Service {
    /** A service at an address, whoever runs it. */
    HookBridge(URI base, Runnable end) {
        super(base, HookBridgeErrors.CATALOG, end);
    }

    private HookBridge(int port, ConfigurableApplicationContext context) {
        super(port, HookBridgeErrors.CATALOG, context);
    }

    /** A service of this process with its data in a folder; further arguments are Spring's. */
    static HookBridge start(Path data, String... more) {
        int port = freePort();
        ConfigurableApplicationContext context = start(
                HookBridgeApplication.builder(),
                settings(port, data, more),
                data,
                MessageStatus.TRANSITIONS,
                ExportStatus.TRANSITIONS,
                ProjectStatus.TRANSITIONS);
        return new HookBridge(port, context);
    }

    /** A tenant that nobody else has, on the pro plan. */
    Account account() {
        return account(Plan.PRO);
    }

    Account account(Plan plan) {
        Map<String, Object> made = fixture("account", "plan", plan.word());
        return new Account(
                this,
                String.valueOf(made.get("tenant_id")),
                String.valueOf(made.get("project_id")),
                String.valueOf(made.get("secret_key")));
    }
}
