package dev.errata.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** For libraries that ask for connections: inside of work that writes, the one of that work; else another one. */
final class JoiningDataSource extends AbstractDataSource {
    private final Supplier<@Nullable Session> current;
    private final Others others;

    /** Connections for who is inside of none. */
    @FunctionalInterface
    interface Others {
        Connection connect() throws SQLException;
    }

    JoiningDataSource(Supplier<@Nullable Session> current, Others others) {
        this.current = current;
        this.others = others;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Session joined = current.get();
        return joined == null
                ? others.connect()
                : new SingleConnectionDataSource(joined.connection(), true).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }
}
