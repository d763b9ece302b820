package dev.errata.reference.harborprotocol;

import dev.errata.reference.control.Service;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.tasks.TaskState;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class HarborRuntime extends Service {
    /** A service at an address, whoever runs it. */
    HarborRuntime(URI base, Runnable end) {
        super(base, HarborProtocolErrors.CATALOG, end);
    }

    private HarborRuntime(int port, ConfigurableApplicationContext context) {
        super(port, HarborProtocolErrors.CATALOG, context);
    }

    /** A service of this process with its data in a folder. */
    static HarborRuntime start(Path data) {
        HarborRuntime runtime = start(data, new String[0]);
        // Tokens end by the clock; a slow machine must not find one ended where a test expects it to hold.
        runtime.standStill();
        return runtime;
    }

    /** The same with further settings, and with its own time. */
    static HarborRuntime start(Path data, String... more) {
        int port = freePort();
        ConfigurableApplicationContext context =
                start(HarborProtocolApplication.builder(), settings(port, data, more), data, TaskState.TRANSITIONS);
        return new HarborRuntime(port, context);
    }

    /** Somebody whom nobody else is. */
    Agent agent() {
        Map<String, Object> account = fixture("account");
        return new Agent(
                this,
                new Owner(
                        String.valueOf(account.get("tenant")),
                        String.valueOf(account.get("user")),
                        String.valueOf(account.get("session"))),
                String.valueOf(account.get("token")),
                String.valueOf(account.get("admin_token")),
                String.valueOf(account.get("console_token")));
    }
}
