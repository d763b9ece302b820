package dev.errata.reference.harbor;

import dev.errata.reference.control.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class Harbor extends Service {
    private Harbor(URI base, Runnable end) {
        super(base, HarborErrors.CATALOG, end);
    }

    /** A service of this process with its data in a folder. */
    static Harbor start(Path data) {
        int port = freePort();
        ConfigurableApplicationContext context =
                HarborApplication.builder().run("--server.port=" + port, "--harbor.data=" + data);
        return new Harbor(URI.create("http://127.0.0.1:" + port), context::close);
    }

    /** An organization that nobody else has. */
    Organization organization() {
        Map<String, Object> account = fixture("account");
        return new Organization(
                this,
                String.valueOf(account.get("organization")),
                String.valueOf(account.get("workspace_id")),
                String.valueOf(account.get("secret_key")),
                String.valueOf(account.get("live_key")));
    }
}
