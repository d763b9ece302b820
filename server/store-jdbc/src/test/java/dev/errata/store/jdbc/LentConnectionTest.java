package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library sees of SQLite outside of work. */
class LentConnectionTest {
    @TempDir
    Path folder;

    private SqliteDatabase database;
    private DataSource source;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("file.db"), Samples.SCHEMA);
        source = database.dataSource();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatAStatementChangedIsCommittedWhenItReturns() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO sample VALUES (?)")) {
            insert.setString(1, "a");
            assertThat(insert.execute()).isFalse();

            assertThat(insert.getUpdateCount()).isEqualTo(1);
            assertThat(Samples.ids(database)).containsExactly("a");
            Samples.insert(database, "b");
        }
        try (Connection connection = source.getConnection();
                Statement delete = connection.createStatement()) {
            assertThat(delete.executeUpdate("DELETE FROM sample")).isEqualTo(2);
            assertThat(Samples.ids(database)).isEmpty();
        }
    }

    @Test
    void aConnectionTakesOneStatementAfterAnother() throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String id : new String[] {"a", "b", "c"}) {
                try (PreparedStatement insert = connection.prepareStatement("INSERT INTO sample VALUES (?)")) {
                    insert.setString(1, id);
                    insert.addBatch();
                    assertThat(insert.executeBatch()).containsExactly(1);
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM sample")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void aStatementThatFailsLeavesNothingAndSpoilsNothing() throws SQLException {
        Samples.insert(database, "a");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO sample VALUES ('b'), ('a')"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("UNIQUE");
            statement.execute("INSERT INTO sample VALUES ('c')");
        }

        assertThat(Samples.ids(database)).containsExactly("a", "c");
    }

    @Test
    void manyTakeTheirTurnsWithTheWriter() throws Exception {
        AtomicInteger next = new AtomicInteger();

        Together.run(32, () -> {
            for (int i = 0; i < 10; i++) {
                Samples.insert(database, "work" + next.incrementAndGet());
                try (Connection connection = source.getConnection();
                        PreparedStatement insert = connection.prepareStatement("INSERT INTO sample VALUES (?)")) {
                    insert.setString(1, "library" + next.incrementAndGet());
                    insert.executeUpdate();
                }
            }
            return null;
        });

        assertThat(Samples.ids(database)).hasSize(640);
    }

    @Test
    void whoHoldsItIsToldInsteadOfWaitingForHimself() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> Samples.insert(database, "a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A connection of this thread is open, and the writer waits for it; close it before you"
                            + " write");
        }
        Samples.insert(database, "a");
    }

    @Test
    void transactionsAreOfferedInsideOfWorkOnly() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThatThrownBy(() -> connection.setAutoCommit(false))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessage("This connection commits each statement; run what belongs together inside of"
                            + " Database.write");
        }
    }

    @Test
    void aClosedConnectionAndAClosedDatabaseRefuse() throws SQLException {
        Connection connection = source.getConnection();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(connection::createStatement).hasMessage("This connection is closed");

        database.close();
        try (Connection late = source.getConnection()) {
            assertThatThrownBy(late::createStatement).hasMessage("The database is closed");
        }
    }

    @Test
    void aConnectionThatIsKeptIsTakenBack() throws SQLException {
        database.close();
        Writer.Bounds impatient = new Writer.Bounds(500, 10_000, Duration.ofMillis(50));
        database = SqliteDatabase.open(folder.resolve("file.db"), impatient, Samples.SCHEMA);
        source = database.dataSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT 1")).isTrue();
            CompletableFuture.runAsync(() -> Samples.insert(database, "a")).join();

            assertThatThrownBy(() -> statement.execute("INSERT INTO sample VALUES ('b')"))
                    .hasMessage("This connection was kept too long while others waited, and was taken back; close"
                            + " connections as soon as they are used");
            assertThatThrownBy(connection::close).hasMessage("A connection was not given back in time");
        }
        assertThat(Samples.ids(database)).containsExactly("a");
    }
}
