package dev.errata.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteDataSource;

/** For libraries that ask for connections: inside of work that writes, the one of that work; else a new one. */
final class JoiningDataSource extends AbstractDataSource {
    private final Writer writer;
    private final SQLiteDataSource others;

    JoiningDataSource(Writer writer, SQLiteDataSource others) {
        this.writer = writer;
        this.others = others;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return writer.isCaller()
                ? new SingleConnectionDataSource(writer.session().connection(), true).getConnection()
                : others.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }
}
