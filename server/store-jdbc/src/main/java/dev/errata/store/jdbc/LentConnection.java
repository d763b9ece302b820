package dev.errata.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection for a library, whose statements take their turn with the writer's works instead of fighting them for the
 * file. One that changes something is committed when it returns, in a group with others; one that reads has the writer
 * wait until the connection is closed.
 */
final class LentConnection implements InvocationHandler {
    private final Writer writer;
    private @Nullable Loan loan;
    private boolean closed;

    private LentConnection(Writer writer) {
        this.writer = writer;
    }

    static Connection of(Writer writer) {
        return proxy(Connection.class, new LentConnection(writer));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> closed;
            case "getAutoCommit" -> true;
            case "setAutoCommit", "commit", "rollback", "setSavepoint", "releaseSavepoint" ->
                throw new SQLFeatureNotSupportedException(
                        "This connection commits each statement; run what belongs together inside of Database.write");
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> arguments != null && self == arguments[0];
            default -> made(call(borrowed(), method, arguments));
        };
    }

    private @Nullable Object close() throws SQLException {
        closed = true;
        giveBack();
        return null;
    }

    private Connection borrowed() throws SQLException {
        if (closed) {
            throw new SQLException("This connection is closed");
        }
        if (loan == null) {
            loan = new Loan(writer);
        }
        return loan.connection();
    }

    private void giveBack() throws SQLException {
        Loan ended = loan;
        loan = null;
        if (ended != null) {
            ended.end();
        }
    }

    private @Nullable Object made(@Nullable Object result) {
        if (result instanceof PreparedStatement statement) {
            return proxy(PreparedStatement.class, new Lent(statement, Objects.requireNonNull(loan)));
        }
        return result instanceof Statement statement
                ? proxy(Statement.class, new Lent(statement, Objects.requireNonNull(loan)))
                : result;
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LentConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A statement of it, as long as the loan lasts in which it was made. */
    private final class Lent implements InvocationHandler {
        private final Statement statement;
        private final Loan since;
        private int changed = -1;

        Lent(Statement statement, Loan since) {
            this.statement = statement;
            this.since = since;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "close", "isClosed" -> call(statement, method, arguments);
                case "getUpdateCount" -> changed >= 0 ? (Object) changed : call(statement, method, arguments);
                case "getGeneratedKeys" -> throw new SQLFeatureNotSupportedException("Ask for keys with RETURNING");
                default -> perform(method, arguments);
            };
        }

        private @Nullable Object perform(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            since.connection();
            Object result = call(statement, method, arguments);
            boolean ran =
                    method.getName().startsWith("execute") && !method.getName().equals("executeQuery");
            if (ran && !Boolean.TRUE.equals(result)) {
                changed = Boolean.FALSE.equals(result) ? statement.getUpdateCount() : changed;
                giveBack();
            }
            return result;
        }
    }
}
