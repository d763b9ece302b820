package dev.errata.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL on this machine, one for all tests of a process; it keeps its data as a server in service does. */
public final class PostgresServer {
    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    /** Ends when our end of its input does, however we end; then it stops the server, unless we have done so. */
    private static final String WATCHDOG =
            "read -r nothing; kill -QUIT $(head -n 1 \"$0\"/postmaster.pid) && rm -rf \"$0\"";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** Started when it is first asked for. */
    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();
    }

    /** An address with an empty schema of its own; skips the calling test where there are no binaries to run. */
    public static String empty() {
        requirePlatform();
        String schema = "s" + SCHEMAS.incrementAndGet();
        JdbcClient.create(Holder.SERVER.getPostgresDatabase())
                .sql("CREATE SCHEMA " + schema)
                .update();
        return "jdbc:postgresql://127.0.0.1:" + Holder.SERVER.getPort()
                + "/postgres?user=postgres&password=not-asked-for&currentSchema=" + schema;
    }

    private static void requirePlatform() {
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        assumeTrue(
                platform.equals("Linux on amd64") && PostgresServer.class.getResource(BINARIES) != null,
                () -> "The tests bring PostgreSQL for Linux on amd64 only; this is " + platform);
    }

    private static EmbeddedPostgres start() {
        Path folder = Path.of("target", "postgres").toAbsolutePath();
        Path data = folder.resolve("data-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(data);
            watch(data);
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(data)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("deadlock_timeout", "100ms")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void watch(Path data) throws IOException {
        new ProcessBuilder("sh", "-c", WATCHDOG, data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
