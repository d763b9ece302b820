package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import dev.errata.guard.idempotency.Attempt;
import dev.errata.guard.idempotency.Claim;
import dev.errata.guard.idempotency.IdempotentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class PostgresDatabaseTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private String location;
    private PostgresDatabase database;

    @BeforeEach
    void open() {
        location = PostgresServer.empty();
        database = PostgresDatabase.open(location, Samples.SCHEMA);
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        database.close();
    }

    @Test
    void transactionsAreAsIsolatedAsIsSaid() {
        assertThat(inWrite("SHOW transaction_isolation")).isEqualTo("read committed");
        assertThat(inWrite("SHOW transaction_read_only")).isEqualTo("off");
        assertThat(inRead("SHOW transaction_isolation")).isEqualTo("repeatable read");
        assertThat(inRead("SHOW transaction_read_only")).isEqualTo("on");
    }

    @Test
    void theServerOfTheseTestsKeepsWhatItAcknowledges() {
        assertThat(inRead("SHOW server_version")).startsWith("18.");
        assertThat(inRead("SHOW fsync")).isEqualTo("on");
        assertThat(inRead("SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void aServerThatAcknowledgesTooEarlyIsToldNotTo() {
        String early = location + "&options=-c%20synchronous_commit=off";
        try (PostgresDatabase other = PostgresDatabase.open(early, Samples.SCHEMA)) {
            String setting = other.write(sql ->
                    sql.sql("SHOW synchronous_commit").query(String.class).single());
            assertThat(setting).isEqualTo("on");
        }
    }

    @Test
    void worksThatWriteRunAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(5);
        AtomicInteger next = new AtomicInteger();

        Together.run(
                5,
                () -> database.write(sql -> {
                    Samples.insert(database, "id" + next.getAndIncrement());
                    meet(all);
                    return 0;
                }));

        assertThat(Samples.ids(database)).hasSize(5);
    }

    @Test
    void worksThatStandInEachOthersWayAreBothDone() throws Exception {
        Samples.insert(database, "a");
        Samples.insert(database, "b");
        countUpTable();
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        Future<?> there = callers.submit(() -> countBoth("a", "b", bothHoldOne, runs));
        Future<?> back = callers.submit(() -> countBoth("b", "a", bothHoldOne, runs));
        there.get();
        back.get();

        assertThat(runs).hasValueGreaterThan(2);
        assertThat(inRead("SELECT string_agg(id || n, ' ' ORDER BY id) FROM counted"))
                .isEqualTo("a2 b2");
    }

    @Test
    void workThatIsAlwaysInTheWayIsGivenUpAfterFourTries() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.write(sql -> {
                    runs.incrementAndGet();
                    Samples.insert(database, "a");
                    return sql.sql("DO $$ BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = '40P01'; END $$")
                            .update();
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(runs).hasValue(4);
        assertThat(Samples.ids(database)).isEmpty();
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.write(sql -> {
                    runs.incrementAndGet();
                    return sql.sql("INSERT INTO sample VALUES (NULL)").update();
                }))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(runs).hasValue(1);
    }

    @Test
    void workThatSwallowsAFailedStatementIsNotAcknowledged() {
        Samples.insert(database, "a");

        assertThatThrownBy(() -> database.write(sql -> {
                    sql.sql("INSERT INTO sample VALUES ('b')").update();
                    assertThatThrownBy(() ->
                                    sql.sql("INSERT INTO sample VALUES ('a')").update())
                            .isInstanceOf(DuplicateKeyException.class);
                    return "as if nothing had been";
                }))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessageStartingWith("A statement failed and its work went on, so nothing of it can be kept; put"
                        + " what may fail into work of its own: ");

        assertThat(Samples.ids(database)).containsExactly("a");
    }

    @Test
    void aCommitThatFailsLeavesNothingBehindAndTheConnectionUsable() {
        for (int i = 0; i < 12; i++) {
            assertThatThrownBy(() -> database.write(sql -> {
                        Samples.insert(database, "kept?");
                        return sql.sql("INSERT INTO child VALUES ('c', 'nobody')")
                                .update();
                    }))
                    .isInstanceOf(DataIntegrityViolationException.class);
        }

        Samples.insert(database, "later");
        assertThat(Samples.ids(database)).containsExactly("later");
    }

    @Test
    void readingThatWritesIsSaidPlainly() {
        assertThatThrownBy(() -> database.read(
                        sql -> sql.sql("INSERT INTO sample VALUES ('a')").update()))
                .isInstanceOf(InvalidDataAccessApiUsageException.class)
                .hasMessage("Work that was said to read only cannot write: ERROR: cannot execute INSERT in a read-only"
                        + " transaction");
    }

    @Test
    void aClaimNeitherWaitsForOneThatTakesOverNorRemovesIt() throws Exception {
        JdbcIdempotencyStore store = new JdbcIdempotencyStore(database);
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        IdempotentRequest expired = new IdempotentRequest("team_1", "POST /v1/a", "expired", "f");
        IdempotentRequest fresh = new IdempotentRequest("team_1", "POST /v1/a", "fresh", "f");
        store.claim(expired, attempt(1, noon.minusSeconds(100_000)));

        database.write(sql -> {
            assertThat(store.claim(expired, attempt(2, noon))).isEqualTo(new Claim.Fresh());
            assertThat(callers.submit(() -> store.claim(fresh, attempt(3, noon))))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(new Claim.Fresh());
            return null;
        });

        assertThat(store.claim(expired, attempt(4, noon))).isEqualTo(new Claim.Running());
        assertThat(store.claim(fresh, attempt(5, noon))).isEqualTo(new Claim.Running());
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheServerCrashesAndTheServiceGoesOn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(callers.submit(() -> insertUntil(stop, next, failed, acknowledged)));
        }
        for (int crash = 1; crash <= 2; crash++) {
            int enough = acknowledged.size() + 50;
            spinUntil(() -> acknowledged.size() >= enough);
            int felt = failed.get();
            // A server whose process dies so stops all of them at once and recovers from its log.
            assertThat(ProcessHandle.of(serverProcess()).orElseThrow().destroyForcibly())
                    .isTrue();
            spinUntil(() -> failed.get() > felt);
        }
        int enough = acknowledged.size() + 500;
        spinUntil(() -> acknowledged.size() >= enough);
        stop.set(true);
        for (Future<?> writer : writers) {
            writer.get();
        }

        try (Database again = Databases.open(location, Samples.SCHEMA)) {
            assertThat(Samples.ids(again)).containsAll(acknowledged);
        }
    }

    @Test
    void servicesThatStartAtTheSameTimeMigrateOnce() throws Exception {
        String empty = PostgresServer.empty();

        List<Integer> tables = Together.run(8, () -> {
            try (Database one = Databases.open(empty, Samples.SCHEMA, Samples.OTHER)) {
                return one.read(sql -> sql.sql("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema")
                        .query(Integer.class)
                        .single());
            }
        });

        assertThat(tables).containsOnly(12);
    }

    @Test
    void aServerThatIsNotThereIsSaidPlainlyAndWithoutSecrets() {
        assertThatThrownBy(() -> PostgresDatabase.open("jdbc:postgresql://127.0.0.1:1/shop?user=u&password=secret"))
                .isInstanceOf(DataAccessResourceFailureException.class)
                .hasMessage("jdbc:postgresql://127.0.0.1:1/shop cannot be used: Connection to 127.0.0.1:1 refused."
                        + " Check that the hostname and port are correct and that the postmaster is accepting TCP/IP"
                        + " connections.");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidPlainly() {
        String other = location.replace("/postgres?", "/shop?");

        assertThatThrownBy(() -> PostgresDatabase.open(other))
                .isInstanceOf(DataAccessResourceFailureException.class)
                .hasMessage(Databases.shown(other) + " cannot be used: FATAL: database \"shop\" does not exist");
    }

    private void insertUntil(AtomicBoolean stop, AtomicInteger next, AtomicInteger failed, Queue<String> acknowledged) {
        while (!stop.get()) {
            String id = "id" + next.getAndIncrement();
            try {
                Samples.insert(database, id);
                acknowledged.add(id);
            } catch (DataAccessException crashed) {
                // Not acknowledged, so it may be there or not.
                failed.incrementAndGet();
            }
        }
    }

    /** Connections from before a crash are found broken one by one. */
    private long serverProcess() {
        DataAccessException last = null;
        for (int i = 0; i < 100; i++) {
            try {
                return Long.parseLong(inWrite("SELECT pg_backend_pid()::text"));
            } catch (DataAccessException crashed) {
                last = crashed;
            }
        }
        throw new AssertionError("The server did not come back", last);
    }

    private static void spinUntil(BooleanSupplier condition) {
        long until = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private void countUpTable() {
        JdbcClient.create(new DriverManagerDataSource(location))
                .sql("CREATE TABLE counted AS SELECT id, 0 AS n FROM sample")
                .update();
    }

    private Void countBoth(String first, String second, CyclicBarrier bothHoldOne, AtomicInteger runs) {
        return database.write(sql -> {
            boolean again = runs.incrementAndGet() > 2;
            count(sql, first);
            if (!again) {
                meet(bothHoldOne);
            }
            count(sql, second);
            return null;
        });
    }

    private static void count(JdbcClient sql, String id) {
        sql.sql("UPDATE counted SET n = n + 1 WHERE id = :id").param("id", id).update();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attempt attempt(long token, Instant at) {
        return new Attempt(token, at, at.plusSeconds(30), at.plusSeconds(86_400));
    }

    private String inWrite(String query) {
        return database.write(sql -> sql.sql(query).query(String.class).single());
    }

    private String inRead(String query) {
        return database.read(sql -> sql.sql(query).query(String.class).single());
    }
}
