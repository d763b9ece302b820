package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;

final class SchemaTest {
    @TempDir
    Path folder;

    @Test
    void schemasWithTheSameVersionsStandBesideEachOther() {
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("a.db"), Samples.SCHEMA, Samples.OTHER)) {
            assertThat(tables(database))
                    .containsExactly(
                            "child",
                            "errata_api_key",
                            "errata_event",
                            "errata_idempotency",
                            "errata_quota",
                            "errata_schema_history",
                            "errata_secret",
                            "errata_stream",
                            "other",
                            "other_schema_history",
                            "sample",
                            "sample_schema_history");
        }
    }

    @Test
    void aSchemaThatComesLaterIsAddedAndNoneIsRunTwice() {
        Path file = folder.resolve("a.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, Samples.SCHEMA)) {
            Samples.insert(database, "kept");
        }

        try (SqliteDatabase database = SqliteDatabase.open(file, Samples.SCHEMA, Samples.OTHER)) {
            assertThat(Samples.ids(database)).containsExactly("kept");
            assertThat(tables(database)).contains("other");
        }
    }

    @Test
    void aMigrationThatFailsLeavesNothingOfItself() {
        Path file = folder.resolve("a.db");

        assertThatThrownBy(
                        () -> SqliteDatabase.open(file, new Schema("broken", "classpath:dev/errata/store/jdbc/broken")))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("V1__broken.sql");

        try (SqliteDatabase database = SqliteDatabase.open(file)) {
            assertThat(tables(database)).doesNotContain("half", "broken");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void tablesThatAnotherVersionMadeAreLeftAsTheyAre(Place place) {
        String location = place.empty(folder);
        Schema another = new Schema("sample", "classpath:dev/errata/store/jdbc/other");
        try (Database database = Databases.open(location, Samples.SCHEMA)) {
            Samples.insert(database, "kept");
        }

        assertThatThrownBy(() -> Databases.open(location, another))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The tables 'sample' in " + location.replaceFirst("\\?.*", "")
                        + " were made by another version of this program, from which this one does not go on; they were"
                        + " left as they are. Start that version again, or begin with an empty database");

        try (Database database = Databases.open(location, Samples.SCHEMA)) {
            assertThat(Samples.ids(database)).containsExactly("kept");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void whatALaterVersionMadeIsLeftToIt(Place place) {
        String location = place.empty(folder);
        Databases.open(location, Samples.LATER).close();

        assertThatThrownBy(() -> Databases.open(location, Samples.SCHEMA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The tables 'sample' in " + location.replaceFirst("\\?.*", "")
                        + " were made by another version of this program");
    }

    @Test
    void aVersionThatChangesTablesDoesNotStartBesideNodesOfTheOneBefore() {
        String location = Place.POSTGRES.empty(folder);
        try (Database before = Databases.open(location, Samples.SCHEMA)) {
            Samples.insert(before, "kept");

            assertThatThrownBy(() -> Databases.open(location, Samples.LATER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("An earlier version of this program has [1-9] connections to "
                            + Pattern.quote(location.replaceFirst("\\?.*", ""))
                            + ", whose tables this version changes\\. Stop all nodes of it, then start this one\\."
                            + " See docs/errors\\.md#other_version_runs");
            Samples.insert(before, "served meanwhile");
            Databases.open(location, Samples.SCHEMA).close();
        }

        try (Database after = Databases.open(location, Samples.LATER);
                Database second = Databases.open(location, Samples.LATER)) {
            assertThat(Samples.ids(after)).containsExactly("kept", "served meanwhile");
            assertThat(Samples.ids(second)).containsExactly("kept", "served meanwhile");
        }
    }

    @Test
    void aLocationThatIsNotThereIsRefused() {
        Schema nowhere = new Schema("nowhere", "classpath:dev/errata/nowhere");

        assertThatThrownBy(() -> SqliteDatabase.open(folder.resolve("a.db"), nowhere))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("dev/errata/nowhere");
    }

    @Test
    void aNameThatFitsNoTableIsRefused() {
        assertThatThrownBy(() -> new Schema("Harpoon; DROP", "classpath:x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'Harpoon; DROP' cannot name a schema; use small letters, digits and underscores, and begin"
                        + " with a letter");
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidPlainly() throws IOException {
        Path file = folder.resolve("letter.db");
        Files.writeString(file, "Dear reader, this is not a database. ".repeat(200));

        assertThatThrownBy(() -> SqliteDatabase.open(file))
                .isInstanceOf(DataAccessResourceFailureException.class)
                .hasMessage(file + " is damaged: [SQLITE_NOTADB] File opened that is not a database file"
                        + " (file is not a database). Nothing is read from it or written to it any more. Stop the service,"
                        + " move the file away with what lies beside it, and put the last copy in its place."
                        + " See docs/errors.md#database_damaged");
    }

    private static List<String> tables(Database database) {
        return database.read(sql -> sql.sql(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name")
                .query(String.class)
                .list());
    }
}
