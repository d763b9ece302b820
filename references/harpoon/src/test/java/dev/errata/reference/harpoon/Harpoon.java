package dev.errata.reference.harpoon;

import dev.errata.reference.control.Service;
import dev.errata.reference.harpoon.transactions.TransactionStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class Harpoon extends Service {
    /** A service at an address, whoever runs it. */
    Harpoon(URI base, Runnable end) {
        super(base, HarpoonErrors.CATALOG, end);
    }

    private Harpoon(int port, ConfigurableApplicationContext context) {
        super(port, HarpoonErrors.CATALOG, context);
    }

    /** A service of this process with its data in a folder; further arguments are Spring's. */
    static Harpoon start(Path data, String... more) {
        int port = freePort();
        ConfigurableApplicationContext context =
                start(HarpoonApplication.builder(), settings(port, data, more), data, TransactionStatus.TRANSITIONS);
        return new Harpoon(port, context);
    }

    /** A team that nobody else has. */
    Team team() {
        Map<String, Object> account = fixture("account");
        return new Team(
                this,
                String.valueOf(account.get("team")),
                String.valueOf(account.get("secret_key")),
                String.valueOf(account.get("public_key")));
    }
}
