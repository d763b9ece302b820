package dev.errata.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A database in a file of this process. Thread-safe.
 *
 * <p>Write-ahead log and {@code synchronous=FULL}: what was acknowledged survives a loss of power. One thread writes,
 * and commits in groups, so many callers at once cost little more than one. Constraints must not be deferred: they
 * would fail at the commit, for the whole group.
 */
public final class SqliteDatabase implements Database {
    private static final int BUSY_MILLIS = 1_000;
    private static final int MIGRATING_BUSY_MILLIS = 5_000;
    private static final int READERS = 16;
    private static final int WAL_LIMIT_BYTES = 64 << 20;
    private static final String NUMBERED = "integer primary key autoincrement";
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    /** How often the file is looked at while it is used. */
    private static final Duration CHECKING = Duration.ofSeconds(10);

    private final Soundness soundness;
    private final Writer writer;
    private final Readers readers;
    private final DataSource dataSource;
    private final KeptWorks kept = new KeptWorks();

    private SqliteDatabase(Soundness soundness, Writer writer, Readers readers) {
        this.soundness = soundness;
        this.writer = writer;
        this.readers = readers;
        this.dataSource = new JoiningDataSource(() -> writer.isCaller() ? writer.session() : null, () -> {
            soundness.require();
            kept.add();
            return LentConnection.of(writer);
        });
    }

    /**
     * Opens a file, which is made when it is not there, and brings it up to date.
     *
     * @param more what the service keeps beside the stores of this package
     * @throws org.flywaydb.core.api.FlywayException when a migration fails or is not there
     * @throws IllegalStateException when another version made the tables that are there
     * @throws org.springframework.dao.DataAccessException when the file cannot be used, or is damaged
     */
    public static SqliteDatabase open(Path file, Schema... more) {
        return open(file, Writer.Bounds.DEFAULT, more);
    }

    static SqliteDatabase open(Path file, Writer.Bounds bounds, Schema... more) {
        return open(file, bounds, CHECKING, more);
    }

    /** Looks at the file so often while it is used. */
    static SqliteDatabase open(Path file, Writer.Bounds bounds, Duration checking, Schema... more) {
        Path absolute = file.toAbsolutePath();
        prepareFolder(absolute);
        // The log beside it gets its mode from the file.
        PrivateFile.at(absolute);
        // Migrations begin transactions on two connections; the writer asks for its lock when it begins, not later.
        SQLiteDataSource migrating = source(absolute, SQLiteConfig.TransactionMode.DEFERRED, false);
        migrating.getConfig().setBusyTimeout(MIGRATING_BUSY_MILLIS);
        SQLiteDataSource writing = source(absolute, SQLiteConfig.TransactionMode.IMMEDIATE, false);
        SQLiteDataSource reading = source(absolute, SQLiteConfig.TransactionMode.DEFERRED, true);
        Soundness soundness = new Soundness(absolute, reading);
        SqliteErrors errors = new SqliteErrors(absolute, false, soundness);
        List<Session> opened = new ArrayList<>();
        try {
            // First, and kept: it tells what is wrong with the file more clearly than the migrations would.
            opened.add(new Session(connectForWriting(writing, absolute), errors));
            soundness.checkAtStart(opened.get(0).connection());
            Schema.migrate(absolute.toString(), migrating, NUMBERED, more);
            for (int i = 0; i < READERS; i++) {
                opened.add(new Session(reading.getConnection(), new SqliteErrors(absolute, true, soundness)));
            }
            soundness.watch(checking);
            return new SqliteDatabase(
                    soundness,
                    new Writer(opened.get(0), bounds),
                    new Readers(List.copyOf(opened.subList(1, opened.size()))));
        } catch (SQLException e) {
            soundness.close();
            opened.forEach(Session::close);
            throw errors.translate("open", null, e);
        } catch (RuntimeException e) {
            soundness.close();
            opened.forEach(Session::close);
            throw e;
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        soundness.require();
        return writer.isCaller() ? writer.run(work) : kept.run(() -> writer.run(work));
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        soundness.require();
        return writer.isCaller() ? work.run(writer.session().client()) : readers.run(work);
    }

    @Override
    public void close() {
        soundness.close();
        // The writer last: only a connection that may write can fold the log into the file as it goes.
        try {
            readers.close();
        } finally {
            writer.close();
        }
    }

    @Override
    public void afterCommit(Runnable then) {
        if (writer.isCaller()) {
            writer.session().afterwards().add(then);
        } else {
            Afterwards.run(List.of(then));
        }
    }

    @Override
    public long keptForCaller() {
        return kept.ofCaller();
    }

    /** One process has the file. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    /** Works that wait to be written. */
    int waiting() {
        return writer.waiting();
    }

    private static void prepareFolder(Path file) {
        Path folder = Objects.requireNonNullElse(file.getParent(), file);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " for the database cannot be made", e);
        }
        // The driver unpacks its native part there, once for each process.
        if (System.getProperty(TEMPORARY) == null) {
            removeLeft(folder);
            System.setProperty(TEMPORARY, folder.toString());
        }
    }

    /** What processes that were killed have unpacked. Whoever still runs with it has it in memory. */
    private static void removeLeft(Path folder) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "sqlite-*-*sqlitejdbc*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | DirectoryIteratorException inUse) {
            // It costs a megabyte, and no more than that.
        }
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig.TransactionMode mode, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setReadOnly(readOnly);
        config.setTransactionMode(mode);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            config.setJournalSizeLimit(WAL_LIMIT_BYTES);
            // What was deleted, or sealed since, is not to be found in the file either.
            config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "fast");
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static Connection connectForWriting(SQLiteDataSource source, Path file) throws SQLException {
        Connection connection = source.getConnection();
        try (var statement = connection.createStatement();
                var mode = statement.executeQuery("PRAGMA journal_mode")) {
            if (!mode.next() || !mode.getString(1).equals("wal")) {
                throw new SQLException(
                        "No write-ahead log can be kept beside " + file + "; put it on a disk of this machine");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
