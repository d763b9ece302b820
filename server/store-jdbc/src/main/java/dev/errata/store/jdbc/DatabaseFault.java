package dev.errata.store.jdbc;

import dev.errata.guard.StoreFault;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database could not do the work, for no reason that lies in it. */
final class DatabaseFault extends DataAccessResourceFailureException implements StoreFault {
    private static final long serialVersionUID = 1L;

    private final boolean nothingKept;

    private DatabaseFault(String message, @Nullable Throwable cause, boolean nothingKept) {
        super(message, cause);
        this.nothingKept = nothingKept;
    }

    /** The work was not begun, or undone. */
    static DatabaseFault nothingKept(String message, @Nullable Throwable cause) {
        return new DatabaseFault(message, cause, true);
    }

    /** The commit was asked for and not answered. */
    static DatabaseFault unknown(String message, Throwable cause) {
        return new DatabaseFault(message, cause, false);
    }

    @Override
    public boolean nothingKept() {
        return nothingKept;
    }
}
