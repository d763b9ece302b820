package dev.errata.store.jdbc;

import dev.errata.core.ToolError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Whether a file is a sound database. Once it was found damaged nothing is read from it any more, also not what
 * connections have of it in memory: half of the answers would be from before the damage. Thread-safe.
 */
final class Soundness implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Soundness.class.getName());
    /** Is checked as a whole at the start, in about a second; of a larger file only what every connection reads. */
    private static final long CHECKED_AT_START = 256L << 20;
    /** The same for every check while the service runs. */
    private static final long CHECKED_AGAIN = 16L << 20;

    private final Path file;
    private final DataSource reading;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "errata-check");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<?> watch;
    private volatile @Nullable String damage;

    /**
     * Of a file.
     *
     * @param reading new connections to it
     */
    Soundness(Path file, DataSource reading) {
        this.file = file;
        this.reading = reading;
    }

    /** Whether an error says that the file is no sound database. */
    static boolean isDamage(SQLException e) {
        int primary = e instanceof SQLiteException known ? known.getResultCode().code & SqliteErrors.PRIMARY_CODE : 0;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** Looks at the file as it is opened. */
    void checkAtStart(Connection connection) throws SQLException {
        check(connection, CHECKED_AT_START);
    }

    /** Looks at the file again and again, on a connection that has nothing of it in memory. */
    void watch(Duration interval) {
        watch = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (damage != null) {
            return;
        }
        try (Connection connection = reading.getConnection()) {
            check(connection, CHECKED_AGAIN);
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException known && isDamage(known)) {
                found(String.valueOf(e.getMessage()), e);
            } else {
                LOG.log(System.Logger.Level.DEBUG, "Not checked", e);
            }
        }
    }

    private void check(Connection connection, long most) throws SQLException {
        boolean whole = size() <= most;
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(whole ? "PRAGMA quick_check(1)" : "PRAGMA schema_version")) {
            if (whole && result.next() && !result.getString(1).equals("ok")) {
                throw found(result.getString(1), null);
            }
        }
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Remembers that it is damaged; the failure says how that was noticed first, and what to do. */
    synchronized DatabaseFault found(String what, @Nullable Throwable cause) {
        String first = damage;
        if (first == null) {
            first = ToolError.DATABASE_DAMAGED.tell(file + " is damaged: "
                    + what.strip().replace('\n', ' ')
                    + ". Nothing is read from it or written to it any more. Stop the service, move the file away with what"
                    + " lies beside it, and put the last copy in its place.");
            damage = first;
            LOG.log(System.Logger.Level.ERROR, first);
        }
        return DatabaseFault.nothingKept(first, cause);
    }

    /** Refuses what would use the file, when it is damaged. */
    void require() {
        String found = damage;
        if (found != null) {
            throw DatabaseFault.nothingKept(found, null);
        }
    }

    @Override
    public void close() {
        Future<?> running = watch;
        if (running != null) {
            running.cancel(true);
        }
        timer.shutdownNow();
    }
}
