package dev.errata.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;

/** The writer's connection in the hands of another thread, until it is given back; the writer waits meanwhile. */
final class Loan {
    private final CompletableFuture<Connection> given = new CompletableFuture<>();
    private final CompletableFuture<String> returned = new CompletableFuture<>();
    private final Job<String> job;

    /** Asks for the connection, and waits until it is its turn. */
    Loan(Writer writer) {
        Thread holder = Thread.currentThread();
        job = writer.begin(sql -> {
            writer.lentTo(holder);
            try {
                given.complete(writer.session().connection());
                return awaitReturn(writer.patience());
            } finally {
                writer.lentTo(null);
            }
        });
        // When the group was lost before its turn came, nothing is given.
        CompletableFuture.anyOf(given, job.done()).exceptionally(lost -> "lost").join();
        if (!given.isDone()) {
            job.await();
        }
    }

    Connection connection() throws SQLException {
        if (returned.isDone()) {
            throw new SQLException("This connection was kept too long while others waited, and was taken back; close"
                    + " connections as soon as they are used");
        }
        return given.join();
    }

    /** Gives it back; what was done with it is committed when this returns. */
    void end() throws SQLException {
        returned.complete("returned");
        try {
            job.await();
        } catch (DataAccessException | IllegalStateException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private String awaitReturn(Duration patience) {
        try {
            return returned.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | InterruptedException | ExecutionException e) {
            returned.complete("taken back");
            throw new IllegalStateException("A connection was not given back in time", e);
        }
    }
}
