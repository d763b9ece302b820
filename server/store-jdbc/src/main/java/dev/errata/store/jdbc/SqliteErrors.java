package dev.errata.store.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What SQLite's result codes mean in Spring's words; Spring itself does not know them.
 *
 * @param reading whether works only read, so that one that writes is at fault itself
 * @param soundness hears that the file is damaged
 */
record SqliteErrors(Path file, boolean reading, Soundness soundness) implements SQLExceptionTranslator {
    static final int PRIMARY_CODE = 0xff;

    @Override
    public DataAccessException translate(String task, @Nullable String sql, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                new DuplicateKeyException(e.getMessage(), e);
            case SQLITE_FULL ->
                DatabaseFault.nothingKept(
                        "There is no room left for " + file + "; nothing of this was kept. Free some space and retry",
                        e);
            default -> byPrimaryCode(code, task, sql, e);
        };
    }

    /** Whether a commit may be in the file though it failed: what was written is not taken back when the disk breaks. */
    static boolean mayBeKept(DataAccessException failure) {
        return failure.getRootCause() instanceof SQLiteException e
                && (e.getResultCode().code & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_IOERR.code;
    }

    private DataAccessException byPrimaryCode(SQLiteErrorCode code, String task, @Nullable String sql, SQLException e) {
        int primary = code.code & PRIMARY_CODE;
        if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new DataIntegrityViolationException(e.getMessage(), e);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return DatabaseFault.nothingKept(
                    "Another process holds " + file + "; only one service may have it open for writing", e);
        }
        if (Soundness.isDamage(e)) {
            return soundness.found(String.valueOf(e.getMessage()), e);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code && reading) {
            return new InvalidDataAccessApiUsageException(
                    "Work that was said to read only cannot write: " + e.getMessage(), e);
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return DatabaseFault.nothingKept(
                    file + " cannot be used: " + e.getMessage() + ". Look at the disk and at the file's permissions",
                    e);
        }
        return new UncategorizedSQLException(task, sql, e);
    }
}
