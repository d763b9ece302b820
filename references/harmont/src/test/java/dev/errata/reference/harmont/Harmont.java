package dev.errata.reference.harmont;

import dev.errata.reference.control.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** A running service and the ways to talk to it. Thread-safe. */
final class Harmont extends Service {
    /** A service at an address, whoever runs it. */
    Harmont(URI base, Runnable end) {
        super(base, HarmontErrors.CATALOG, end);
        // Tokens of a bucket come back all the time; a slow machine must not find one where a test expects none.
        standStill();
    }

    /** A service of this process with its data in a folder. */
    static Harmont start(Path data) {
        int port = freePort();
        ConfigurableApplicationContext context = start(HarmontApplication.builder(), settings(port, data), data);
        return new Harmont(URI.create("http://127.0.0.1:" + port), context::close);
    }

    /** Somebody with an account, whom nobody else is. */
    Member member() {
        Map<String, Object> account = fixture("account");
        return new Member(
                this,
                String.valueOf(account.get("email")),
                String.valueOf(account.get("token")),
                String.valueOf(account.get("organization")),
                String.valueOf(account.get("pipeline")));
    }
}
