package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.StoreFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

final class SqliteDatabaseTest {
    @TempDir
    Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Path file;
    private SqliteDatabase database;

    @BeforeEach
    void open() {
        file = folder.resolve("data/of/service.db");
        database = SqliteDatabase.open(file, Samples.SCHEMA);
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        database.close();
    }

    @Test
    void aCleanEndLeavesOneFileAndNoLogBesideIt() {
        Samples.insert(database, "id1");
        assertThat(Samples.ids(database)).containsExactly("id1");

        database.close();

        assertThat(folder).isDirectoryNotContaining(left -> left.toString().endsWith("-wal"));
        database = SqliteDatabase.open(file, Samples.SCHEMA);
        assertThat(Samples.ids(database)).containsExactly("id1");
    }

    @Test
    void theFileIsKeptSafely() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
        assertThat(pragma("busy_timeout")).isEqualTo("1000");
    }

    @Test
    void onlyItsOwnerReadsTheFileAndTheLogBesideIt() throws Exception {
        Samples.insert(database, "id1");
        Path log = file.resolveSibling("service.db-wal");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(log)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileThatOthersCouldReadIsTakenFromThem() throws Exception {
        database.close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        database = SqliteDatabase.open(file, Samples.SCHEMA);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void workThatFailsInAGroupUndoesItselfOnly() throws Exception {
        RuntimeException reason = new IllegalStateException("third");
        CountDownLatch go = blockWriter();
        List<Future<?>> group = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            group.add(submit(() -> database.write(sql -> {
                Samples.insert(database, "id" + number);
                if (number == 3) {
                    throw reason;
                }
                return number;
            })));
        }
        go.countDown();

        for (int i = 0; i < 5; i++) {
            Future<?> one = group.get(i);
            if (i == 3) {
                assertThatThrownBy(one::get).cause().isSameAs(reason);
            } else {
                assertThat(one.get()).isEqualTo(i);
            }
        }
        assertThat(Samples.ids(database)).containsExactly("id0", "id1", "id2", "id4");
    }

    @Test
    void aCommitThatFailsIsAcknowledgedToNobodyInTheGroup() throws Exception {
        CountDownLatch go = blockWriter();
        Future<?> innocent = submit(() -> {
            Samples.insert(database, "innocent");
            return null;
        });
        Future<?> orphan = submit(() -> database.write(
                sql -> sql.sql("INSERT INTO child VALUES ('c', 'nobody')").update()));
        Future<?> own = submit(() -> database.write(sql -> {
            throw new IllegalStateException("own reason");
        }));
        go.countDown();

        for (Future<?> one : List.of(innocent, orphan)) {
            assertThatThrownBy(one::get)
                    .cause()
                    .satisfies(SqliteDatabaseTest::leftNothing)
                    .hasMessageStartingWith(
                            "Nothing of this was kept, because the group it stood in could not be" + " committed: ")
                    .hasMessageContaining("FOREIGN KEY constraint failed");
        }
        assertThatThrownBy(own::get).cause().hasMessage("own reason");
        assertThat(Samples.ids(database)).isEmpty();

        Samples.insert(database, "later");
        assertThat(Samples.ids(database)).containsExactly("later");
    }

    @Test
    void aFullDiskLosesNothingAcknowledgedAndIsSaidPlainly() {
        Samples.insert(database, "before");
        database.write(sql -> {
            sql.sql("PRAGMA max_page_count = 1").query(Long.class).single();
            return null;
        });
        String large = "x".repeat(1 << 20);

        assertThatThrownBy(() -> database.write(sql -> {
                    Samples.insert(database, "small");
                    Samples.insert(database, large);
                    return null;
                }))
                .satisfies(SqliteDatabaseTest::leftNothing)
                .hasMessage(
                        "There is no room left for " + file + "; nothing of this was kept. Free some space and retry");

        assertThat(Samples.ids(database)).containsExactly("before");
        database.close();
        database = SqliteDatabase.open(file, Samples.SCHEMA);
        assertThat(Samples.ids(database)).containsExactly("before");
    }

    @Test
    void aFileThatTakesNoWritesIsAtFaultAndNotTheWork() {
        database.write(sql -> sql.sql("PRAGMA query_only = 1").update());

        assertThatThrownBy(() -> Samples.insert(database, "a"))
                .satisfies(SqliteDatabaseTest::leftNothing)
                .hasMessage("Nothing of this was kept, because the group it stood in could not be committed: " + file
                        + " cannot be used: [SQLITE_READONLY] Attempt to write a readonly database (attempt to write a"
                        + " readonly database). Look at the disk and at the file's permissions");

        database.close();
        database = SqliteDatabase.open(file, Samples.SCHEMA);
        Samples.insert(database, "b");
        assertThat(Samples.ids(database)).containsExactly("b");
    }

    @Test
    void nobodyWaitsLongForAFileThatAnotherHolds() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> Samples.insert(database, "a"))
                    .satisfies(SqliteDatabaseTest::leftNothing)
                    .hasMessage("Nothing of this was kept, because the group it stood in could not be committed:"
                            + " Another process holds " + file + "; only one service may have it open for writing");

            statement.execute("ROLLBACK");
        }
        Samples.insert(database, "b");
        assertThat(Samples.ids(database)).containsExactly("b");
    }

    @Test
    void onlyADiskThatBreaksAtTheCommitLeavesOpenWhatWasKept() {
        SqliteErrors errors = new SqliteErrors(file, false, new Soundness(file, new SQLiteDataSource()));
        for (SQLiteErrorCode code : SQLiteErrorCode.values()) {
            SQLiteException thrown = new SQLiteException("thrown", code);
            assertThat(SqliteErrors.mayBeKept(errors.translate("COMMIT", "COMMIT", thrown)))
                    .as(code.name())
                    .isEqualTo(code.name().startsWith("SQLITE_IOERR"));
        }
    }

    @Test
    void aWriterThatHasNothingToDoHoldsTheFileFromNobody() {
        Samples.insert(database, "ours");
        Samples.ids(database);
        try (SqliteDatabase other = SqliteDatabase.open(file, Samples.SCHEMA)) {
            Samples.insert(other, "theirs");
            Samples.insert(database, "ours again");
            Samples.insert(other, "theirs again");
        }

        assertThat(Samples.ids(database)).containsExactly("ours", "ours again", "theirs", "theirs again");
    }

    @Test
    void readingCannotWrite() {
        assertThatThrownBy(() -> database.read(
                        sql -> sql.sql("INSERT INTO sample VALUES ('a')").update()))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageStartingWith("Work that was said to read only cannot write: ");
        assertThat(Samples.ids(database)).isEmpty();
    }

    @Test
    void closingEndsWhatWaitsAndRefusesWhatComesLater() throws Exception {
        CountDownLatch go = blockWriter();
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = "id" + i;
            waiting.add(submit(() -> {
                Samples.insert(database, id);
                return null;
            }));
        }
        CompletableFuture<Void> closing = CompletableFuture.runAsync(database::close, callers);
        go.countDown();
        closing.join();

        for (Future<?> one : waiting) {
            one.get();
        }
        assertThatThrownBy(() -> Samples.insert(database, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database is closed");
        assertThatThrownBy(() -> Samples.ids(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database is closed");
        try (SqliteDatabase again = SqliteDatabase.open(file, Samples.SCHEMA)) {
            assertThat(Samples.ids(again)).hasSize(20);
        }
    }

    @Test
    void aFullQueueRefusesWithoutBeginning() throws Exception {
        Writer.Bounds narrow = new Writer.Bounds(10, 2, Duration.ZERO);
        try (SqliteDatabase small = SqliteDatabase.open(folder.resolve("small.db"), narrow, Samples.SCHEMA)) {
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> first = callers.submit(() -> small.write(sql -> hold(begun, go)));
            begun.await();
            Future<?> second = submit(small, () -> {
                Samples.insert(small, "second");
                return null;
            });

            assertThatThrownBy(() -> Samples.insert(small, "third"))
                    .satisfies(SqliteDatabaseTest::leftNothing)
                    .hasMessage("More than 2 works wait for the database; nothing of this was begun. Retry later");

            go.countDown();
            first.get();
            second.get();
            Samples.insert(small, "fourth");
            assertThat(Samples.ids(small)).containsExactly("fourth", "second");
        }
    }

    private static void leftNothing(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(DataAccessException.class)
                .isInstanceOfSatisfying(
                        StoreFault.class,
                        fault -> assertThat(fault.nothingKept()).isTrue());
    }

    private CountDownLatch blockWriter() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        callers.submit(() -> database.write(sql -> hold(begun, go)));
        begun.await();
        return go;
    }

    private static String hold(CountDownLatch begun, CountDownLatch go) {
        begun.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "held";
    }

    /** Returns when the call waits behind the writer's present work, so that calls stand in order. */
    private Future<?> submit(Callable<?> call) {
        return submit(database, call);
    }

    private Future<?> submit(SqliteDatabase at, Callable<?> call) {
        int before = at.waiting();
        Future<?> future = callers.submit(call);
        while (at.waiting() == before) {
            Thread.onSpinWait();
        }
        return future;
    }

    private String pragma(String name) {
        return database.write(
                sql -> sql.sql("PRAGMA " + name).query(String.class).single());
    }
}
