package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import dev.errata.reference.control.SmallDisk;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Place;
import dev.errata.store.jdbc.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the database is away, full or takes no writes. */
class StoreFaultTest {
    private static final String PAYMENT = "{\"amount\": \"10.00\"}";
    private static final String LARGE = "{\"amount\": \"10.00\", \"meta\": {\"note\": \"" + "x".repeat(3_000) + "\"}}";

    @TempDir
    private Path data;

    static boolean server() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    static boolean file() {
        return TestDatabase.place() == Place.SQLITE;
    }

    @Test
    @EnabledIf("server")
    void aDatabaseThatIsAwayIsAnsweredWith503AndNothingAcknowledgedIsLost() throws IOException {
        try (PostgresServer.Own server = PostgresServer.own()) {
            Files.writeString(data.resolve("database"), server.location());
            try (Harpoon service = Harpoon.start(data)) {
                Team team = service.team();
                Team.Payment before = team.payment(PAYMENT);
                server.stop();

                for (int i = 0; i < 2; i++) {
                    List<Reply> replies = List.of(
                            before.get(),
                            team.get("/v1/transactions"),
                            team.initialize(PAYMENT),
                            team.initialize(PAYMENT, "Idempotency-Key", "try-1"),
                            before.cancel());
                    assertThat(replies).allSatisfy(reply -> {
                        assertThat(reply.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
                        assertThat(reply.header("Retry-After")).isEqualTo("5");
                    });
                }

                server.start();
                Reply again = service.eventually(
                        () -> team.initialize(PAYMENT, "Idempotency-Key", "try-1"), reply -> reply.status() != 503);
                assertThat(again.outcome()).isEqualTo("201");
                assertThat(before.get().at("data.status")).isEqualTo("PENDING");
                assertThat(team.get("/v1/transactions").at("pagination.total")).isEqualTo("2");
            }
        }
    }

    @Test
    @EnabledIf("server")
    void aServerWhoseDiskIsFullOrThatTakesNoWritesIsAnsweredWith503AndReadMeanwhile() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), 8);
                PostgresServer.Own server = PostgresServer.own()) {
            execute(server, "create tablespace small location '" + disk.folder() + "'");
            Files.writeString(data.resolve("database"), server.location() + "&options=-c%20default_tablespace=small");
            try (Harpoon service = Harpoon.start(data)) {
                Team team = service.team();
                refusesWritesWhile(team, disk::fill, disk::free);

                refusesWritesWhile(team, () -> takesWrites(server, false), () -> takesWrites(server, true));
            }
        }
    }

    @Test
    @EnabledIf("file")
    void aFileWhoseDiskIsFullIsAnsweredWith503AndReadMeanwhile() {
        try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), 16);
                Harpoon service = Harpoon.start(disk.folder())) {
            refusesWritesWhile(service.team(), disk::fill, disk::free);
        }
    }

    @Test
    @EnabledIf("file")
    void aFileThatTakesNoWritesIsAnsweredWith503AndReadMeanwhile() {
        try (Harpoon service = Harpoon.start(data)) {
            Team team = service.team();
            Team.Payment before = team.payment(PAYMENT);
            service.part(Database.class)
                    .write(db -> db.sql("pragma query_only = on").update());

            refusesWrites(team, before);
        }
    }

    private static void refusesWritesWhile(Team team, Runnable begin, Runnable end) {
        Team.Payment before = team.payment(PAYMENT);
        begin.run();

        String there = refusesWrites(team, before);

        end.run();
        Reply again = team.service().eventually(() -> team.initialize(PAYMENT), reply -> reply.status() != 503);
        assertThat(again.outcome()).isEqualTo("201");
        assertThat(team.get("/v1/transactions").at("pagination.total"))
                .isEqualTo(String.valueOf(Integer.parseInt(there) + 1));
    }

    /** Says how many payments there are then. */
    private static String refusesWrites(Team team, Team.Payment before) {
        // A page that is there already may take one more.
        Reply refused = team.service().eventually(() -> team.initialize(LARGE), reply -> reply.status() != 201);

        assertThat(refused.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(before.cancel().outcome()).isIn("503 SERVICE_UNAVAILABLE", "200");
        assertThat(before.get().outcome()).isEqualTo("200");
        return team.get("/v1/transactions").at("pagination.total");
    }

    private static void takesWrites(PostgresServer.Own server, boolean takes) {
        execute(server, "alter system set default_transaction_read_only = " + (takes ? "off" : "on"));
        execute(server, "select pg_reload_conf()");
    }

    private static void execute(PostgresServer.Own server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.location());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
