package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies as docs/operate.md tells to make and use them. */
class BackupTest {
    @Test
    void aCopyThatIsMadeWhileAServiceRunsHasWhatWasAcknowledgedAndTakesThePlaceOfADamagedFile(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("service.db");
        Path copy = folder.resolve("copy.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, Samples.SCHEMA)) {
            Samples.insert(database, "before");
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = other.createStatement()) {
                statement.execute("VACUUM INTO '" + copy + "'");
            }
            Samples.insert(database, "after");
            assertThat(Samples.ids(database)).containsExactly("after", "before");
        }
        Files.writeString(file, "spoiled");
        for (String beside : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(folder.resolve("service.db" + beside));
        }
        Files.move(copy, file);

        try (SqliteDatabase database = SqliteDatabase.open(file, Samples.SCHEMA)) {
            assertThat(Samples.ids(database)).containsExactly("before");
            Samples.insert(database, "again");
        }
    }
}
