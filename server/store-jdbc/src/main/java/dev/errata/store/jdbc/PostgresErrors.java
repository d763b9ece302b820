package dev.errata.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * What PostgreSQL's states mean in Spring's words, where Spring does not say it or does not say of which server.
 *
 * @param server without secrets
 * @param reading whether works only read, so that one that writes is at fault itself
 */
record PostgresErrors(String server, boolean reading) implements SQLExceptionTranslator {
    private static final SQLExceptionTranslator BY_STATE = new SQLStateSQLExceptionTranslator();
    /** Connection, login, no such database, out of resources, stopped by its operator, input and output. */
    private static final Set<String> UNUSABLE = Set.of("08", "28", "3D", "53", "57", "58");

    /** Given up after a statement's time, or a lock's. */
    private static final Set<String> TOO_LATE = Set.of("57014", "55P03");

    private static final String READ_ONLY = "25006";
    private static final String FAILED_BEFORE = "25P02";
    /** Undone because of what others did at the same time: not serializable, deadlock. */
    private static final Set<String> UNDONE = Set.of("40001", "40P01");

    /** Connection, stopped by its operator, input and output, and what servers do not foresee. */
    private static final Set<String> WITHOUT_ANSWER = Set.of("08", "57", "58", "XX");

    private static final int CLASS = 2;

    @Override
    public DataAccessException translate(String task, @Nullable String sql, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.equals(READ_ONLY) && reading) {
            return new InvalidDataAccessApiUsageException(
                    "Work that was said to read only cannot write: " + e.getMessage(), e);
        }
        if (state.equals(FAILED_BEFORE)) {
            return new InvalidDataAccessApiUsageException(
                    "A statement failed and its work went on, so nothing of it can be kept; put what may fail into"
                            + " work of its own: " + e.getMessage(),
                    e);
        }
        if (TOO_LATE.contains(state)) {
            return DatabaseFault.busy(server + " did not do this in time: " + e.getMessage(), e);
        }
        if (UNDONE.contains(state)) {
            return DatabaseFault.busy(server + " undid this because of others: " + e.getMessage(), e);
        }
        if (state.equals(READ_ONLY) || UNUSABLE.contains(group(state))) {
            return DatabaseFault.nothingKept(server + " cannot be used: " + e.getMessage(), e);
        }
        DataAccessException known = BY_STATE.translate(task, sql, e);
        return known == null ? new UncategorizedSQLException(task, sql, e) : known;
    }

    /** A pool that has lent all that it may have says nothing of the server; neither does a caller that is to end. */
    static boolean isAway(HikariDataSource pool, SQLException e) {
        return !(e.getCause() instanceof InterruptedException)
                && pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize();
    }

    /** Why a pool gave no connection. */
    DataAccessException noConnection(HikariDataSource pool, SQLException e) {
        if (e.getCause() instanceof InterruptedException) {
            return DatabaseFault.busy("Interrupted before this was begun", e);
        }
        if (e.getSQLState() != null) {
            return translate("connect", null, e);
        }
        String waited = " for " + pool.getConnectionTimeout() + " ms; nothing of this was begun. Retry later";
        return isAway(pool, e)
                ? DatabaseFault.nothingKept(server + " gave no connection" + waited, e)
                : DatabaseFault.busy(
                        "All " + pool.getMaximumPoolSize() + " connections to " + server + " were busy" + waited, e);
    }

    /** Whether a commit that failed was refused by a server that goes on; else nobody knows what it did before it went. */
    static boolean refused(DataAccessException failure) {
        return failure.getRootCause() instanceof SQLException e
                && e.getSQLState() != null
                && !WITHOUT_ANSWER.contains(group(e.getSQLState()));
    }

    private static String group(String state) {
        return state.substring(0, Math.min(CLASS, state.length()));
    }

    /** Whether the server undid a work that was in the way of another, and would do it when asked again. */
    static boolean mayBeRepeated(Throwable failure) {
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            if (reason instanceof SQLException e && UNDONE.contains(Objects.requireNonNullElse(e.getSQLState(), ""))) {
                return true;
            }
        }
        return false;
    }
}
