package dev.errata.store.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * What PostgreSQL's states mean in Spring's words, where Spring does not say it or does not say of which server.
 *
 * @param server without secrets
 */
record PostgresErrors(String server) implements SQLExceptionTranslator {
    private static final SQLExceptionTranslator BY_STATE = new SQLStateSQLExceptionTranslator();
    /** Connection, login, no such database, out of resources, stopped by its operator, input and output. */
    private static final Set<String> UNUSABLE = Set.of("08", "28", "3D", "53", "57", "58");

    private static final String CANCELLED = "57014";
    private static final String READ_ONLY = "25006";
    private static final String FAILED_BEFORE = "25P02";
    /** Undone because of what others did at the same time: not serializable, deadlock. */
    private static final Set<String> UNDONE = Set.of("40001", "40P01");

    private static final int CLASS = 2;

    @Override
    public DataAccessException translate(String task, @Nullable String sql, SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.equals(READ_ONLY)) {
            return new InvalidDataAccessApiUsageException(
                    "Work that was said to read only cannot write: " + e.getMessage(), e);
        }
        if (state.equals(FAILED_BEFORE)) {
            return new InvalidDataAccessApiUsageException(
                    "A statement failed and its work went on, so nothing of it can be kept; put what may fail into"
                            + " work of its own: " + e.getMessage(),
                    e);
        }
        if (state.length() > CLASS && UNUSABLE.contains(state.substring(0, CLASS)) && !state.equals(CANCELLED)) {
            return new DataAccessResourceFailureException(server + " cannot be used: " + e.getMessage(), e);
        }
        DataAccessException known = BY_STATE.translate(task, sql, e);
        return known == null ? new UncategorizedSQLException(task, sql, e) : known;
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
