package dev.errata.reference.harborprotocol;

import dev.errata.reference.control.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class HarborRuntime extends Service {
    private final ConfigurableApplicationContext context;

    private HarborRuntime(URI base, ConfigurableApplicationContext context) {
        super(base, HarborProtocolErrors.CATALOG, context::close);
        this.context = context;
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
        return new HarborRuntime(URI.create("http://127.0.0.1:" + port), context);
    }

    /** A part of the service, where a request would hide what is to be seen. */
    <T> T part(Class<T> kind) {
        return context.getBean(kind);
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
