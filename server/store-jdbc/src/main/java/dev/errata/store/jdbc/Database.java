package dev.errata.store.jdbc;

import dev.errata.guard.Store;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database that runs work. Thread-safe.
 *
 * <p>Work inside of work, on the same thread, joins it: it sees what was not committed yet, and is committed with it.
 */
public interface Database extends Store, AutoCloseable {
    /**
     * Runs work that writes. When the method returns, it is committed and survives a crash of the machine; when it
     * throws, nothing of it is kept, unless a {@link dev.errata.guard.StoreFault} says that nobody can tell.
     *
     * @param work quick, and without waiting for anything but the database: others wait for it. It may be run again from
     *     its beginning when the database undid it because it stood in another's way, so what it does elsewhere must
     *     bear being done twice. After a statement of it failed it must end; what may fail and be caught belongs into
     *     work of its own inside of it.
     * @throws org.springframework.dao.DataAccessException when the database fails; what the work itself throws is
     *     thrown as it is
     */
    <T extends @Nullable Object> T write(Work<T> work);

    /**
     * Runs work that only reads. It sees all that was committed before it began, and nothing of what is committed
     * while it runs.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails; what the work itself throws is
     *     thrown as it is
     */
    <T extends @Nullable Object> T read(Work<T> work);

    /**
     * Runs something once the work that the caller is inside of is committed, on the caller's thread before its outermost
     * {@link #write} returns; never when the work is not kept, and at once when the caller is inside of none. What it
     * throws is logged.
     *
     * @param then quick, and sure to bear that the process may end before it runs
     */
    void afterCommit(Runnable then);

    /**
     * Connections for a library that wants to open its own. Inside of {@link #write} it gets that work's connection,
     * whose transaction it must not end; elsewhere a connection of its own, which commits each statement. It is to be
     * closed soon: others may wait for it.
     */
    DataSource dataSource();

    @Override
    default boolean answers() {
        return read(db -> db.sql("select 1").query(Integer.class).single()) == 1;
    }

    /** Whether other processes may use it at the same time. */
    boolean isShared();

    /** Ends what has begun, then closes the database; work that comes later is refused. */
    @Override
    void close();
}
