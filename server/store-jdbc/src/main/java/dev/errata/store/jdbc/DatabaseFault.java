package dev.errata.store.jdbc;

import dev.errata.guard.StoreFault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database could not do the work, for no reason that lies in it. */
final class DatabaseFault extends DataAccessResourceFailureException implements StoreFault {
    private static final long serialVersionUID = 1L;

    private final boolean nothingKept;
    private final boolean busy;

    private DatabaseFault(String message, @Nullable Throwable cause, boolean nothingKept, boolean busy) {
        super(message, cause);
        this.nothingKept = nothingKept;
        this.busy = busy;
    }

    /** The work was not begun, or undone. */
    static DatabaseFault nothingKept(String message, @Nullable Throwable cause) {
        return new DatabaseFault(message, cause, true, false);
    }

    /** The same, because others were at it. */
    static DatabaseFault busy(String message, Throwable cause) {
        return new DatabaseFault(message, cause, true, true);
    }

    /** The commit was asked for and not answered. */
    static DatabaseFault unknown(String message, Throwable cause) {
        return new DatabaseFault(message, cause, false, false);
    }

    @Override
    public boolean nothingKept() {
        return nothingKept;
    }

    @Override
    public boolean busy() {
        return busy;
    }
}
