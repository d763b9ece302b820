package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.Together;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every {@link Database} keeps to. */
@ParameterizedClass
@EnumSource(Place.class)
final class DatabaseTest {
    @TempDir
    Path folder;

    @Parameter
    Place place;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private String location;
    private Database database;

    @BeforeEach
    void open() {
        location = place.empty(folder);
        database = place.openForCrowds(location);
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        database.close();
    }

    @Test
    void everythingAcknowledgedToManyCallersIsThereAfterReopening() throws Exception {
        AtomicInteger next = new AtomicInteger();

        Together.run(64, () -> {
            for (int i = 0; i < 20; i++) {
                Samples.insert(database, "id" + next.getAndIncrement());
            }
            return null;
        });
        database.close();

        database = place.openForCrowds(location);
        assertThat(Samples.ids(database)).hasSize(1_280).doesNotHaveDuplicates();
    }

    @Test
    void aThreadIsToldHowManyOfItsWorksWereKept() throws Exception {
        database.write(sql -> {
            Samples.insert(database, "one");
            return database.keptForCaller();
        });
        assertThat(database.keptForCaller()).isEqualTo(1);

        assertThatThrownBy(() -> database.write(sql -> {
                    Samples.insert(database, "two");
                    throw new IllegalStateException("not kept");
                }))
                .hasMessage("not kept");
        assertThat(database.keptForCaller()).isEqualTo(1);
        assertThat(callers.submit(database::keptForCaller).get()).isZero();

        try (Connection lent = database.dataSource().getConnection();
                var statement = lent.createStatement()) {
            statement.executeUpdate("delete from sample");
        }
        assertThat(database.keptForCaller()).isEqualTo(2);
    }

    @Test
    void workInsideOfWorkJoinsItAndMayFailAlone() {
        database.write(sql -> {
            Samples.insert(database, "outer");
            assertThat(Samples.ids(database)).containsExactly("outer");
            assertThatThrownBy(() -> database.write(inner -> {
                        Samples.insert(database, "inner");
                        throw new IllegalStateException("inner");
                    }))
                    .hasMessage("inner");
            assertThat(Samples.ids(database)).containsExactly("outer");
            return null;
        });

        assertThat(Samples.ids(database)).containsExactly("outer");
    }

    @Test
    void whatWasWrittenIsReadAtOnceAndWhatIsBeingWrittenIsNot() {
        for (int i = 0; i < 50; i++) {
            Samples.insert(database, "id" + i);
            assertThat(Samples.ids(database)).hasSize(i + 1);
        }
        database.write(sql -> {
            Samples.insert(database, "uncommitted");
            CompletableFuture<List<String>> elsewhere =
                    CompletableFuture.supplyAsync(() -> Samples.ids(database), callers);
            assertThat(elsewhere.join()).hasSize(50);
            return null;
        });
    }

    @Test
    void aReadSeesOneMomentAndReadsInsideOfItJoin() {
        Samples.insert(database, "a");
        database.read(sql -> {
            assertThat(Samples.ids(database)).containsExactly("a");
            CompletableFuture.runAsync(() -> Samples.insert(database, "b"), callers)
                    .join();
            assertThat(Samples.ids(database)).containsExactly("a");
            return null;
        });

        assertThat(Samples.ids(database)).containsExactly("a", "b");
    }

    @Test
    void aReaderWhoseWorkFailedReadsOn() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database.read(sql -> {
                        throw new IllegalStateException("reading");
                    }))
                    .hasMessage("reading");
        }

        assertThat(Samples.ids(database)).isEmpty();
    }

    @Test
    void aValueThatIsThereAlreadyIsToldFromOtherBrokenRules() {
        Samples.insert(database, "a");

        assertThatThrownBy(() -> Samples.insert(database, "a")).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> database.write(
                        sql -> sql.sql("INSERT INTO sample VALUES (NULL)").update()))
                .isInstanceOf(DataIntegrityViolationException.class)
                .isNotInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void workThatFailsLeavesNothingBehindAndThrowsWhatItThrew() {
        RuntimeException reason = new IllegalStateException("after all");

        assertThatThrownBy(() -> database.write(sql -> {
                    Samples.insert(database, "a");
                    throw reason;
                }))
                .isSameAs(reason);

        assertThat(Samples.ids(database)).isEmpty();
        Samples.insert(database, "b");
        assertThat(Samples.ids(database)).containsExactly("b");
    }

    @Test
    void whatFailedInWorkOfItsOwnSpoilsNothingAroundIt() {
        Samples.insert(database, "a");

        database.write(sql -> {
            Samples.insert(database, "b");
            assertThatThrownBy(() -> Samples.insert(database, "a")).isInstanceOf(DuplicateKeyException.class);
            Samples.insert(database, "c");
            return null;
        });

        assertThat(Samples.ids(database)).containsExactly("a", "b", "c");
    }

    @Test
    void worksInThreeLevelsEndEachForItself() {
        database.write(sql -> {
            Samples.insert(database, "first");
            assertThatThrownBy(() -> database.write(second -> {
                        Samples.insert(database, "second");
                        database.write(third -> {
                            Samples.insert(database, "third");
                            return null;
                        });
                        throw new IllegalStateException("second");
                    }))
                    .hasMessage("second");
            Samples.insert(database, "fourth");
            return null;
        });

        assertThat(Samples.ids(database)).containsExactly("first", "fourth");
    }

    @Test
    void readingCannotWrite() {
        assertThatThrownBy(() -> database.read(
                        sql -> sql.sql("INSERT INTO sample VALUES ('a')").update()))
                .isInstanceOf(DataAccessException.class);
        assertThat(Samples.ids(database)).isEmpty();
    }

    @Test
    void writingInsideOfReadingIsWorkOfItsOwnHoweverManyDoIt() throws Exception {
        AtomicInteger next = new AtomicInteger();

        Together.run(
                30,
                () -> database.read(sql -> {
                    Samples.insert(database, "id" + next.getAndIncrement());
                    return 0;
                }));

        assertThat(Samples.ids(database)).hasSize(30);
    }

    @Test
    void aLibrarysConnectionJoinsTheWorkThatItIsAskedForIn() {
        assertThatThrownBy(() -> database.write(sql -> {
                    insertThroughConnection("a");
                    assertThat(Samples.ids(database)).containsExactly("a");
                    throw new IllegalStateException("after all");
                }))
                .hasMessage("after all");
        assertThat(Samples.ids(database)).isEmpty();

        database.write(sql -> {
            insertThroughConnection("b");
            return null;
        });
        insertThroughConnection("c");

        assertThat(Samples.ids(database)).containsExactly("b", "c");
    }

    @Test
    void aLibraryMayCloseItsConnectionWithoutEndingTheWork() {
        database.write(sql -> {
            try (Connection connection = database.dataSource().getConnection()) {
                assertThat(connection.isClosed()).isFalse();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            return sql.sql("INSERT INTO sample VALUES ('a')").update();
        });

        assertThat(Samples.ids(database)).containsExactly("a");
    }

    @Test
    void whatFollowsACommitRunsOnTheCallersThreadWhenAllOfTheWorkIsThere() {
        Thread caller = Thread.currentThread();
        List<String> seen = new ArrayList<>();

        database.write(sql -> {
            Samples.insert(database, "outer");
            database.write(inner -> {
                database.afterCommit(
                        () -> seen.add("inner " + readElsewhere() + caller.equals(Thread.currentThread())));
                return null;
            });
            database.afterCommit(() -> seen.add("outer"));
            assertThat(seen).isEmpty();
            return null;
        });

        assertThat(seen).containsExactly("inner [outer]true", "outer");
    }

    @Test
    void nothingFollowsWorkThatIsNotKept() {
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> database.write(sql -> {
                    database.afterCommit(() -> seen.add("lost"));
                    throw new IllegalStateException("after all");
                }))
                .hasMessage("after all");
        database.write(sql -> {
            database.afterCommit(() -> seen.add("kept"));
            assertThatThrownBy(() -> database.write(inner -> {
                        database.afterCommit(() -> seen.add("inner"));
                        throw new IllegalStateException("inner");
                    }))
                    .hasMessage("inner");
            return null;
        });

        assertThat(seen).containsExactly("kept");
    }

    @Test
    void outsideOfWorkWhatFollowsRunsAtOnceAndItsFailureIsNobodysAffair() {
        List<String> seen = new ArrayList<>();

        database.afterCommit(() -> seen.add("at once"));
        String result = database.write(sql -> {
            database.afterCommit(() -> {
                throw new IllegalStateException("too late");
            });
            database.afterCommit(() -> seen.add("next"));
            return "kept";
        });

        assertThat(result).isEqualTo("kept");
        assertThat(seen).containsExactly("at once", "next");
    }

    private List<String> readElsewhere() {
        return CompletableFuture.supplyAsync(() -> Samples.ids(database), callers)
                .join();
    }

    @Test
    void closingEndsWhatHasBegunAndRefusesWhatComesLater() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Future<?> slow = callers.submit(() -> database.write(sql -> {
            begun.countDown();
            awaitUninterrupted(go);
            Samples.insert(database, "slow");
            return null;
        }));
        begun.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(database::close, callers);
        assertThat(closing).isNotDone();
        go.countDown();
        closing.join();
        slow.get();

        assertThatThrownBy(() -> Samples.insert(database, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database is closed");
        assertThatThrownBy(() -> Samples.ids(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The database is closed");
        database.close();
        try (Database again = Databases.open(location, Samples.SCHEMA)) {
            assertThat(Samples.ids(again)).containsExactly("slow");
        }
    }

    @Test
    void numbersAreCountedUpAndTypesMeanTheSame() {
        try (Database both = Databases.open(location, Samples.SCHEMA, Samples.OTHER)) {
            List<Long> numbers = both.write(sql -> List.of(insertOther(sql, "a", true), insertOther(sql, "b", false)));

            assertThat(numbers).containsExactly(1L, 2L);
            List<String> given =
                    both.read(sql -> sql.sql("SELECT id, given, bytes FROM other WHERE given ORDER BY number")
                            .query((row, number) ->
                                    row.getString("id") + row.getBoolean("given") + row.getBytes("bytes").length)
                            .list());
            assertThat(given).containsExactly("atrue3");
        }
    }

    private static long insertOther(JdbcClient sql, String id, boolean given) {
        return sql.sql("INSERT INTO other (id, given, at, bytes) VALUES (:id, :given, :at, :bytes) RETURNING number")
                .param("id", id)
                .param("given", given)
                .param("at", null)
                .param("bytes", new byte[] {0, -1, 1})
                .query(Long.class)
                .single();
    }

    private void insertThroughConnection(String id) {
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement("INSERT INTO sample VALUES (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
