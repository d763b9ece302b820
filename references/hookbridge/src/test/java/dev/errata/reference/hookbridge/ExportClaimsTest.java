package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.MovableClock;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Schema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which node writes an export: the last that took it up, and only for as long as it goes on. */
class ExportClaimsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final MovableClock clock = new MovableClock(() -> NOON);
    private final Exports exports = new Exports(clock);
    private Database database;

    @BeforeEach
    void open(@TempDir Path data) {
        database = Databases.open(
                TestDatabase.of(data), new Schema("hookbridge", "classpath:dev/errata/reference/hookbridge/migration"));
        database.write(db -> {
            Accounts accounts = new Accounts();
            accounts.insert(db, new Tenant("t", Plan.PRO, "active", true, NOON));
            accounts.insert(db, new Project("p", "t", "One", ProjectStatus.ACTIVE, 0, NOON));
            exports.insert(
                    db,
                    new Export(
                            "e",
                            "p",
                            ExportStatus.PENDING,
                            NOON,
                            NOON,
                            null,
                            null,
                            "token",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            NOON,
                            0,
                            null));
            return db;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Export claim() {
        return database.write(db -> exports.claim(db, "e")).orElseThrow();
    }

    private boolean add(Export claimed, long number, String text) {
        return database.write(db -> exports.add(db, claimed, number, text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Export> due() {
        return database.read(exports::due);
    }

    @Test
    void whoHasTakenUpAnExportKeepsItByGoingOn() {
        Export mine = claim();
        for (int part = 0; part < 3; part++) {
            clock.advance(Duration.ofSeconds(4));
            assertThat(due()).isEmpty();
            assertThat(database.<Optional<Export>>write(db -> exports.claim(db, "e")))
                    .isEmpty();
            assertThat(add(mine, part, "some")).isTrue();
        }
    }

    @Test
    void whatIsLeftHalfWayAnotherWritesFromItsBeginning() {
        Export dead = claim();
        add(dead, 0, "half");
        clock.advance(Duration.ofSeconds(5));

        assertThat(due()).extracting(Export::id).containsExactly("e");
        Export mine = claim();

        assertThat(database.<Integer>read(db -> exports.parts(db, "e"))).isZero();
        assertThat(add(dead, 1, "late")).isFalse();
        assertThat(add(mine, 0, "whole")).isTrue();
        assertThat(database.<Boolean>write(
                        db -> exports.complete(db, dead, Exports.Written.NOTHING, Duration.ofDays(7))))
                .isFalse();
        assertThat(database.<Boolean>write(db -> exports.fail(db, dead, "late")))
                .isFalse();
        assertThat(database.<Boolean>write(
                        db -> exports.complete(db, mine, new Exports.Written(1, 1, 5), Duration.ofDays(7))))
                .isTrue();
        assertThat(database.<byte[]>read(db -> exports.part(db, "e", 0)))
                .asString()
                .isEqualTo("whole");
    }

    @Test
    void whatIsDeletedOrExpiredLeavesNothingBehind() {
        Export mine = claim();
        add(mine, 0, "some");
        database.write(db -> exports.complete(db, mine, new Exports.Written(1, 1, 4), Duration.ofDays(7)));
        clock.advance(Duration.ofDays(7));

        assertThat(database.<Integer>write(exports::expire)).isEqualTo(1);
        assertThat(database.<Integer>read(db -> exports.parts(db, "e"))).isZero();
        assertThat(database.<Integer>write(exports::expire)).isZero();
    }
}
