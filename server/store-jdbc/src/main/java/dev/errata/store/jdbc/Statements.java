package dev.errata.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.function.Function;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Statements that are committed each by itself, on a pool's connections. Thread-safe. */
final class Statements implements AutoCloseable {
    private final HikariDataSource pool;
    private final PostgresErrors errors;
    private final JdbcTemplate template;

    Statements(HikariDataSource pool, PostgresErrors errors) {
        this.pool = pool;
        this.errors = errors;
        this.template = new JdbcTemplate(pool);
        template.setExceptionTranslator(errors);
    }

    <T> T run(Function<JdbcTemplate, T> statement) {
        try {
            return statement.apply(template);
        } catch (CannotGetJdbcConnectionException e) {
            throw e.getCause() instanceof SQLException reason ? errors.noConnection(pool, reason) : e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
