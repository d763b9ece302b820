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
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL on this machine, one for all tests of a process; it keeps its data as a server in service does. */
public final class PostgresServer {
    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    /** Ends when our end of its input does, however we end; then it stops the server, unless we have done so. */
    private static final String WATCHDOG =
            "read -r nothing; kill -QUIT $(head -n 1 \"$0\"/postmaster.pid) && rm -rf \"$0\"";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private PostgresServer() {}

    /** One that a test may stop; it is started. */
    public static Own own() {
        requirePlatform();
        return new Own();
    }

    /** A server of one test, which keeps its address and its data when it is stopped and started again. */
    public static final class Own implements AutoCloseable {
        private final String name = "own-" + ProcessHandle.current().pid() + "-" + SCHEMAS.incrementAndGet();
        private final int port;
        private EmbeddedPostgres server;

        private Own() {
            server = PostgresServer.start(name, 0);
            port = server.getPort();
        }

        /** The address of its database. */
        public String location() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=not-asked-for";
        }

        /** Starts it again. */
        public void start() {
            server = PostgresServer.start(name, port);
        }

        /** Ends its connections, and it. */
        public void stop() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            stop();
            try {
                FileSystemUtils.deleteRecursively(
                        Path.of("target", "postgres", name).toAbsolutePath());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

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
        return start("data-" + ProcessHandle.current().pid(), 0);
    }

    private static EmbeddedPostgres start(String name, int port) {
        Path folder = Path.of("target", "postgres").toAbsolutePath();
        Path data = folder.resolve(name);
        try {
            Files.createDirectories(data);
            watch(data);
            EmbeddedPostgres.Builder server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("deadlock_timeout", "100ms")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setPGStartupWait(Duration.ofSeconds(60));
            return (port == 0 ? server : server.setPort(port)).start();
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
