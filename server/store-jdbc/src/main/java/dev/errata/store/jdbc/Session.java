package dev.errata.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** One connection, whose transactions are ended by its owner. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    @FunctionalInterface
    private interface Undo {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final SQLExceptionTranslator errors;
    private final JdbcClient client;
    private final Afterwards afterwards = new Afterwards();

    Session(Connection connection, SQLExceptionTranslator errors) {
        this.connection = connection;
        this.errors = errors;
        JdbcTemplate template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        template.setExceptionTranslator(errors);
        this.client = JdbcClient.create(template);
    }

    JdbcClient client() {
        return client;
    }

    Afterwards afterwards() {
        return afterwards;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) {
        try {
            run(sql);
        } catch (SQLException e) {
            throw translate(sql, e);
        }
    }

    void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            rollback();
            throw translate("BEGIN", e);
        }
    }

    /** Not the driver's own commit, which begins the next transaction at once, and holds it while nothing happens. */
    void commit() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw translate("COMMIT", e);
        }
    }

    /** Leaves no transaction open. SQLite rolls back by itself when the disk fails; then there is nothing to undo. */
    void rollback() {
        for (Undo step : List.<Undo>of(() -> run("ROLLBACK"), () -> connection.setAutoCommit(true))) {
            try {
                step.run();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "Nothing to undo", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw translate("close", e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private DataAccessException translate(String sql, SQLException e) {
        DataAccessException translated = errors.translate(sql, sql, e);
        return translated == null ? new UncategorizedSQLException(sql, sql, e) : translated;
    }
}
