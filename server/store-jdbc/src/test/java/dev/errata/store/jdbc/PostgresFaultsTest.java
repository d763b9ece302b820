package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.StoreFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What becomes of works when the server fails them, and what is said of it. */
final class PostgresFaultsTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    @Test
    void aServerThatIsAwayIsSaidSoonAndServesAgainWithinSecondsOfItsReturn() {
        try (PostgresServer.Own server = PostgresServer.own();
                PostgresDatabase database = PostgresDatabase.open(server.location(), Samples.SCHEMA)) {
            Samples.insert(database, "before");
            Samples.ids(database);
            server.stop();

            // The first may find out on the connection that it had; then three get none.
            for (int i = 0; i < 4; i++) {
                assertNothingKept(() -> Samples.insert(database, "away"))
                        .hasMessageStartingWith(Databases.shown(server.location()));
            }
            assertNothingKept(() -> Samples.insert(database, "away"))
                    .as("refused without trying")
                    .hasMessage(Databases.shown(server.location())
                            + " was away a moment ago; nothing of this was begun. Retry later");
            assertNothingKept(() -> Samples.ids(database))
                    .as("reading too")
                    .hasMessage(Databases.shown(server.location())
                            + " was away a moment ago; nothing of this was begun. Retry later");

            server.start();
            insertWhenServed(database, "back");
            assertThat(Samples.ids(database)).containsExactly("back", "before");
        }
    }

    @Test
    void afterALongAbsenceWorksAreServedWithinAMomentOfTheServersReturn() throws Exception {
        try (PostgresServer.Own server = PostgresServer.own();
                PostgresDatabase database = PostgresDatabase.open(server.location(), Samples.SCHEMA)) {
            Samples.insert(database, "before");
            server.stop();
            List<Future<String>> served = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String id = "after" + i;
                served.add(callers.submit(() -> {
                    insertWhenServed(database, id);
                    return id;
                }));
            }
            // So long that a pool that was asked again and again would pause for seconds.
            LockSupport.parkNanos(Duration.ofSeconds(8).toNanos());

            server.start();
            long returned = System.nanoTime();
            insertWhenServed(database, "back");
            assertThat(Duration.ofNanos(System.nanoTime() - returned)).isLessThan(Duration.ofSeconds(2));
            for (Future<String> one : served) {
                one.get();
            }
            assertThat(Samples.ids(database)).hasSize(14);
        }
    }

    @Test
    void aServerThatSaysNothingIsNotTakenForABusyPool() throws IOException {
        String location = PostgresServer.empty();
        int port = URI.create(location.substring("jdbc:".length())).getPort();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Cable cable = new Cable(port)) {
            String longer = location.replace(":" + port + "/", ":" + cable.port() + "/");
            try (PostgresDatabase database = PostgresDatabase.open(longer, Samples.SCHEMA)) {
                cable.leadTo(silent.getLocalPort());
                assertNothingKept(() -> Samples.insert(database, "on a connection that was cut"));

                assertNothingKept(() -> Samples.insert(database, "silent"))
                        .hasMessage("jdbc:postgresql://127.0.0.1:" + cable.port()
                                + "/postgres gave no connection for 1000 ms; nothing of this was begun. Retry later");
            }
        }
    }

    @Test
    void workWhoseConnectionIsEndedInTheMiddleLeavesNothingBehind() {
        try (PostgresDatabase database = PostgresDatabase.open(PostgresServer.empty(), Samples.SCHEMA)) {
            assertNothingKept(() -> database.write(sql -> {
                        Samples.insert(database, "a");
                        end(sql.sql("SELECT pg_backend_pid()")
                                .query(Integer.class)
                                .single());
                        Samples.insert(database, "b");
                        return null;
                    }))
                    .hasMessageContaining(" cannot be used: ");

            Samples.insert(database, "later");
            assertThat(Samples.ids(database)).containsExactly("later");
        }
    }

    @Test
    void nobodyWaitsLongForATableThatAnotherHolds() throws SQLException {
        String location = PostgresServer.empty();
        String hasty = location + "&options=-c%20lock_timeout=200ms";
        try (PostgresDatabase database = PostgresDatabase.open(hasty, Samples.SCHEMA)) {
            try (Connection other = DriverManager.getConnection(location)) {
                other.setAutoCommit(false);
                other.createStatement().execute("LOCK TABLE sample IN ACCESS EXCLUSIVE MODE");

                assertNothingKept(() -> Samples.insert(database, "a"))
                        .hasMessageContaining(
                                " did not do this in time: ERROR: canceling statement due to lock timeout");
                assertNothingKept(() -> Samples.ids(database))
                        .hasMessageContaining(
                                " did not do this in time: ERROR: canceling statement due to lock timeout");
                other.rollback();
            }
            Samples.insert(database, "later");
            assertThat(Samples.ids(database)).containsExactly("later");
        }
    }

    @Test
    void aStatementThatTakesTooLongIsGivenUp() {
        String hasty = PostgresServer.empty() + "&options=-c%20statement_timeout=200ms";
        try (PostgresDatabase database = PostgresDatabase.open(hasty, Samples.SCHEMA)) {
            assertNothingKept(() -> database.write(sql -> {
                        Samples.insert(database, "a");
                        return sql.sql("SELECT pg_sleep(60)")
                                .query((row, n) -> "slept")
                                .single();
                    }))
                    .hasMessageContaining(
                            " did not do this in time: ERROR: canceling statement due to statement timeout");

            assertThat(Samples.ids(database)).isEmpty();
        }
    }

    @Test
    void timesAreSetOnEveryConnectionAndNotWhereOthersSetThem() {
        String location = PostgresServer.empty();
        try (PostgresDatabase database = PostgresDatabase.open(location)) {
            assertThat(settings(database)).containsExactly("2s 5s", "2s 5s");
        }
        String own = location + "&options=-c%20lock_timeout=7s%20-c%20statement_timeout=1min";
        try (PostgresDatabase database = PostgresDatabase.open(own)) {
            assertThat(settings(database)).containsExactly("7s 1min", "7s 1min");
        }
    }

    @Test
    void workThatFindsNoFreeConnectionIsNotBegun() throws Exception {
        String location = PostgresServer.empty();
        try (PostgresDatabase database = PostgresDatabase.open(location, Samples.SCHEMA)) {
            CountDownLatch begun = new CountDownLatch(10);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String id = "slow" + i;
                slow.add(callers.submit(() -> database.write(sql -> {
                    begun.countDown();
                    await(go);
                    Samples.insert(database, id);
                    return null;
                })));
            }
            begun.await();

            assertNothingKept(() -> Samples.insert(database, "eleventh"))
                    .hasMessage("All 10 connections to " + Databases.shown(location)
                            + " were busy for 1000 ms; nothing of this was begun. Retry later");

            go.countDown();
            for (Future<?> one : slow) {
                one.get();
            }
            assertThat(Samples.ids(database)).hasSize(10).doesNotContain("eleventh");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyCanTellWhatBecameOfACommitThatWasNotAnswered(Cable.Cut cut) throws IOException {
        String location = PostgresServer.empty();
        int port = URI.create(location.substring("jdbc:".length())).getPort();
        try (Cable cable = new Cable(port)) {
            String longer = location.replace(":" + port + "/", ":" + cable.port() + "/");
            try (PostgresDatabase database = PostgresDatabase.open(longer, Samples.SCHEMA)) {
                cable.cutNextCommit(cut);

                assertThatThrownBy(() -> Samples.insert(database, "kept?"))
                        .hasMessageStartingWith("Nobody can tell whether this was kept, because "
                                + Databases.shown(longer) + " was lost when it was to commit: ")
                        .isInstanceOfSatisfying(
                                StoreFault.class,
                                fault -> assertThat(fault.nothingKept()).isFalse());

                awaitIds(database, cut == Cable.Cut.BEFORE_ITS_ANSWER ? List.of("kept?") : List.of());
            }
        }
    }

    @Test
    void aServerThatTakesNoWritesIsAtFaultAndNotTheWork() {
        String location = PostgresServer.empty();
        PostgresDatabase.open(location, Samples.SCHEMA).close();
        String standby = location + "&options=-c%20default_transaction_read_only=on";
        try (PostgresDatabase database = PostgresDatabase.open(standby, Samples.SCHEMA)) {
            assertNothingKept(() -> Samples.insert(database, "a"))
                    .hasMessage(Databases.shown(location) + " cannot be used: ERROR: cannot execute INSERT in a"
                            + " read-only transaction");
            assertThat(Samples.ids(database)).isEmpty();
        }
    }

    /** A full disk, a deadlock that comes back every time; told by the server itself, as it would. */
    @ParameterizedTest
    @CsvSource({"53100, cannot be used", "40P01, undid this because of others"})
    void whatTheServerRefusesForReasonsOfItsOwnLeavesNothingBehind(String state, String said) {
        String location = PostgresServer.empty();
        try (PostgresDatabase database = PostgresDatabase.open(location, Samples.SCHEMA)) {
            assertNothingKept(() -> database.write(sql -> {
                        Samples.insert(database, "a");
                        return sql.sql("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '" + state + "'; END $$")
                                .update();
                    }))
                    .hasMessageStartingWith(Databases.shown(location) + " " + said + ": ERROR: no");
            assertThat(Samples.ids(database)).isEmpty();
        }
    }

    @Test
    void aCommitThatTheServerRefusesIsKnownNotToBeKept() {
        try (PostgresDatabase database = PostgresDatabase.open(PostgresServer.empty(), Samples.SCHEMA)) {
            assertNothingKept(() -> database.write(sql -> {
                        sql.sql("CREATE FUNCTION full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                        + " RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END $$")
                                .update();
                        sql.sql("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON sample DEFERRABLE INITIALLY DEFERRED"
                                        + " FOR EACH ROW EXECUTE FUNCTION full()")
                                .update();
                        return sql.sql("INSERT INTO sample VALUES ('a')").update();
                    }))
                    .hasMessageContaining(" cannot be used: ERROR: no");
            assertThat(Samples.ids(database)).isEmpty();
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertNothingKept(ThrowingCallable work) {
        return assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        StoreFault.class,
                        fault -> assertThat(fault.nothingKept()).isTrue());
    }

    private static void end(int backend) {
        JdbcClient.create(new DriverManagerDataSource(PostgresServer.empty()))
                .sql("SELECT pg_terminate_backend(" + backend + ", 10000)")
                .query(Boolean.class)
                .single();
    }

    private static List<String> settings(PostgresDatabase database) {
        String query = "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')";
        return List.of(
                database.write(sql -> sql.sql(query).query(String.class).single()),
                database.read(sql -> sql.sql(query).query(String.class).single()));
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until then works are refused, and the pool pauses between its own tries. */
    private static void insertWhenServed(PostgresDatabase database, String id) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                Samples.insert(database, id);
                return;
            } catch (DatabaseFault refused) {
                if (!refused.nothingKept() || System.nanoTime() > until) {
                    throw refused;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    /** The server may still be at it. */
    private static void awaitIds(PostgresDatabase database, List<String> expected) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!Samples.ids(database).equals(expected) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(Samples.ids(database)).isEqualTo(expected);
    }
}
