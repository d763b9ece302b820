package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.store.jdbc.Retention.Child;
import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class RetentionTest {
    private static final Plan PLAN = new Plan(
            List.of(new Rule(
                    "letters",
                    "id",
                    "status = 'sent' and at < :before",
                    Duration.ofDays(30),
                    List.of(new Child("stamps", "letter")))),
            Map.of());

    @TempDir
    private Path folder;

    @Parameter
    private Place place;

    private final ManualClock clock = new ManualClock();
    private String location;
    private Database database;
    private Retention retention;

    @BeforeEach
    void open() {
        location = place.empty(folder);
        database = Databases.open(location);
        database.write(db -> {
            db.sql("create table letters (id text primary key, status text not null, at bigint not null)")
                    .update();
            return db.sql("create table stamps (letter text not null references letters (id), number bigint not null)")
                    .update();
        });
        retention = new Retention(database, clock, PLAN);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void letters(int count, String status, Instant at) {
        database.write(db -> {
            for (int i = 0; i < count; i++) {
                String id = status + at + i;
                db.sql("insert into letters values (:id, :status, :at)")
                        .param("id", id)
                        .param("status", status)
                        .param("at", at.toEpochMilli())
                        .update();
                db.sql("insert into stamps values (:id, 1)").param("id", id).update();
            }
            return count;
        });
    }

    private int count(String table) {
        return database.read(db ->
                db.sql("select count(*) from " + table).query(Integer.class).single());
    }

    @Test
    void whatIsOldEnoughGoesWithWhatBelongsToItAndWhatIsPendingStays() {
        letters(3, "sent", clock.instant());
        letters(2, "pending", clock.instant());
        clock.advance(Duration.ofDays(30));
        letters(1, "sent", clock.instant());
        assertThat(retention.sweep()).as("a row of that age to the millisecond").isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(retention.sweep()).containsExactly(Map.entry("letters", 3));
        assertThat(List.of(count("letters"), count("stamps"))).containsExactly(3, 3);
    }

    @Test
    void aLongRowGoesInOneSweep() {
        letters(1_200, "sent", clock.instant());
        clock.advance(Duration.ofDays(31));

        assertThat(retention.sweep()).containsExactly(Map.entry("letters", 1_200));
        assertThat(count("stamps")).isZero();
    }

    @Test
    void ofSeveralProcessesOneSweepsAtATime() {
        letters(1, "sent", clock.instant());
        clock.advance(Duration.ofDays(31));
        if (place == Place.POSTGRES) {
            try (Database other = Databases.open(location)) {
                other.write(db -> {
                    db.sql("select pg_try_advisory_xact_lock(" + 0x45_72_72_61_74_62L + ")")
                            .query(Boolean.class)
                            .single();
                    assertThat(retention.sweep()).isEmpty();
                    return 0;
                });
            }
        }
        assertThat(retention.sweep()).containsExactly(Map.entry("letters", 1));
    }

    @Test
    void keysOfIdempotencyAndOldCountsOfPlansGo() {
        database.write(db -> {
            db.sql(
                            "insert into errata_quota values ('shop', 'messages', '2026-11', 5), ('shop', 'messages', '2024-09', 5)")
                    .update();
            return db.sql("insert into errata_idempotency (principal, operation, idempotency_key, fingerprint, token,"
                            + " locked_until, expires_at) values ('shop', 'pay', 'one', '', 1, 0, :now),"
                            + " ('shop', 'pay', 'two', '', 1, 0, :later)")
                    .param("now", clock.millis())
                    .param("later", clock.millis() + 1)
                    .update();
        });

        assertThat(retention.sweep()).containsOnly(Map.entry("errata_idempotency", 1), Map.entry("errata_quota", 1));
        List<String> left = database.read(db -> db.sql("select idempotency_key from errata_idempotency")
                .query(String.class)
                .list());
        assertThat(left).containsExactly("two");
    }

    @Test
    void tablesWithoutARuleAndWithoutAReasonAreTold() {
        assertThat(retention.forgotten()).isEmpty();

        database.write(
                db -> db.sql("create table diaries (id text primary key)").update());
        assertThat(retention.forgotten()).containsExactly("diaries");
    }
}
