package dev.errata.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Transactions on a pool's connections, one at a time for each thread. */
final class Transactions implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Transactions.class.getName());
    /**
     * Asked to commit what failed, a server rolls back and says so only by the way, which drivers may not look at. The
     * statement before it fails then, and comes with it in one message.
     */
    private static final String COMMIT = "SELECT 1; COMMIT";

    private static final int ALL = Integer.MAX_VALUE;

    private final HikariDataSource pool;
    private final PostgresErrors errors;
    private final CircuitBreaker breaker;
    private final Trial trial;
    private final Map<Thread, Session> current = new ConcurrentHashMap<>();
    /** Each work holds one while it runs. The pool itself would cut off what runs when it is closed. */
    private final Semaphore running = new Semaphore(ALL);

    private volatile boolean closed;

    /**
     * Transactions of a pool.
     *
     * @param breaker open while the server is away, so that works need not wait to be told, nor the pool's pauses between
     *     tries grow
     * @param trial finds out whether the server is back, before a pool is asked that may pause
     */
    Transactions(HikariDataSource pool, PostgresErrors errors, CircuitBreaker breaker, Trial trial) {
        this.pool = pool;
        this.errors = errors;
        this.breaker = breaker;
        this.trial = trial;
    }

    /** Connects to the server past the pool, and hangs up. */
    @FunctionalInterface
    interface Trial {
        void connect() throws SQLException;
    }

    /** What the caller is inside of. */
    @Nullable
    Session current() {
        return current.get(Thread.currentThread());
    }

    DataSource pool() {
        return pool;
    }

    <T extends @Nullable Object> T run(Work<T> work) {
        if (closed || !running.tryAcquire()) {
            throw new IllegalStateException("The database is closed");
        }
        Session session;
        T result;
        try {
            session = connect();
            result = run(session, work);
        } finally {
            running.release();
        }
        Afterwards.run(session.afterwards().take());
        return result;
    }

    private <T extends @Nullable Object> T run(Session session, Work<T> work) {
        current.put(Thread.currentThread(), session);
        boolean ended = false;
        try {
            session.begin();
            T result = work.run(session.client());
            commit(session);
            ended = true;
            return result;
        } finally {
            if (!ended) {
                session.rollback();
            }
            current.remove(Thread.currentThread());
            giveBack(session);
        }
    }

    private void commit(Session session) {
        try {
            session.execute(COMMIT);
            session.commit();
        } catch (DataAccessException e) {
            throw errors.reading() || PostgresErrors.refused(e)
                    ? e
                    : DatabaseFault.unknown(
                            "Nobody can tell whether this was kept, because " + errors.server()
                                    + " was lost when it was to commit: " + e.getMessage(),
                            e);
        }
    }

    /** Joins what the caller is inside of, but may fail alone. */
    static <T extends @Nullable Object> T inSavepoint(Session session, Work<T> work) {
        session.execute("SAVEPOINT work");
        int before = session.afterwards().mark();
        boolean ended = false;
        try {
            T result = work.run(session.client());
            session.execute("RELEASE work");
            ended = true;
            return result;
        } finally {
            if (!ended) {
                session.afterwards().back(before);
                undo(session);
            }
        }
    }

    private static void undo(Session session) {
        try {
            session.execute("ROLLBACK TO work");
            session.execute("RELEASE work");
        } catch (DataAccessException e) {
            // Then the whole transaction is lost, and its commit will be refused.
            LOG.log(System.Logger.Level.DEBUG, "A savepoint could not be undone", e);
        }
    }

    private Session connect() {
        if (!breaker.tryAcquirePermission()) {
            throw DatabaseFault.nothingKept(
                    errors.server() + " was away a moment ago; nothing of this was begun. Retry later", null);
        }
        try {
            if (breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
                trial.connect();
            }
            Connection connection = pool.getConnection();
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            return new Session(connection, errors);
        } catch (SQLException e) {
            if (PostgresErrors.isAway(pool, e)) {
                breaker.onError(0, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.releasePermission();
            }
            throw errors.noConnection(pool, e);
        }
    }

    /** What was committed stays so, whatever the connection is good for afterwards. */
    private static void giveBack(Session session) {
        try {
            session.close();
        } catch (DataAccessException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection broke after its work", e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            running.acquireUninterruptibly(ALL);
            pool.close();
        }
    }
}
