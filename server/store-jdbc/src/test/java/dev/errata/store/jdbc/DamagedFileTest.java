package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.StoreFault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that another program, or the disk, has spoiled. */
@Timeout(60)
class DamagedFileTest {
    private static final String REMEDY =
            " Nothing is read from it or written to it any more. Stop the service, move the"
                    + " file away with what lies beside it, and put the last copy in its place."
                    + " See docs/errors.md#database_damaged";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void someRows() {
        file = folder.resolve("service.db");
        try (SqliteDatabase database = SqliteDatabase.open(file, Samples.SCHEMA)) {
            for (int i = 0; i < 100; i++) {
                Samples.insert(database, "row " + i);
            }
        }
    }

    /** All but the first page, which begins the file. */
    private void spoil() throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[(int) open.length() - 4096];
            Arrays.fill(noise, (byte) 0x5a);
            open.seek(4096);
            open.write(noise);
        }
    }

    @Test
    void aDamagedFileIsNotOpened() throws IOException {
        spoil();

        assertThatThrownBy(() -> SqliteDatabase.open(file, Samples.SCHEMA))
                .isInstanceOf(DatabaseFault.class)
                .hasMessageStartingWith(file + " is damaged: ")
                .hasMessageEndingWith("." + REMEDY);
        assertThat(Files.size(file)).as("left as it is").isPositive();
    }

    @Test
    void whatIsInMemoryOfAFileThatWasDamagedMeanwhileIsNotReadAnyMore() throws IOException {
        try (SqliteDatabase database =
                SqliteDatabase.open(file, Writer.Bounds.DEFAULT, Duration.ofMillis(50), Samples.SCHEMA)) {
            assertThat(Samples.ids(database)).hasSize(100);
            spoil();
            String refusal = "";
            while (refusal.isEmpty()) {
                try {
                    Samples.ids(database);
                } catch (DatabaseFault e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }

            assertThat(refusal).startsWith(file + " is damaged: ").endsWith("." + REMEDY);
            assertThatThrownBy(() -> database.read(db -> 1)).hasMessage(refusal);
            assertThatThrownBy(() -> Samples.insert(database, "another"))
                    .isInstanceOfSatisfying(
                            StoreFault.class,
                            fault -> assertThat(fault.nothingKept()).isTrue());
            assertThatThrownBy(() -> database.dataSource().getConnection()).hasMessage(refusal);
        }
    }
}
