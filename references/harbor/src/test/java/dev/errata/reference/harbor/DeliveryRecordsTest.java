package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Race;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Schema;
import dev.errata.webhooks.Attempt;
import dev.errata.webhooks.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The log of a delivery that two processes make, because one was taken for dead. */
class DeliveryRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Delivery DELIVERY = new Delivery("d", "h", "{}");

    private final JsonMapper json = JsonMapper.builder().build();
    private Database database;
    private DeliveryRecords records;

    @BeforeEach
    void open(@TempDir Path data) {
        database = Databases.open(
                TestDatabase.of(data), new Schema("harbor", "classpath:dev/errata/reference/harbor/migration"));
        records = new DeliveryRecords(database, json);
        database.write(db -> {
            db.sql("insert into workspaces (id, organization, live, name, status, created_at)"
                            + " values ('w', 'o', 1, 'One', 'active', 0)")
                    .update();
            db.sql("insert into events (id, workspace_id, type, payload, created_at, number)"
                            + " values ('e', 'w', 'a.b', '{}', 0, 1)")
                    .update();
            db.sql("insert into webhooks (id, workspace_id, url, events, secret, status, created_at, number)"
                            + " values ('h', 'w', 'https://example.com', '*', 's', 'active', 0, 2)")
                    .update();
            records.begin(db, "d", "h", new Event("e", "a.b", "w", json.readTree("{}"), NOON, 1));
            return db;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int attempted(int status) {
        records.attempted(DELIVERY, 1, new Attempt(NOON, Duration.ZERO, status, "", null, null), null);
        return status;
    }

    @Test
    void everyAttemptIsNotedUnderANumberOfItsOwn() {
        List<Integer> made = new ArrayList<>();
        Race.rounds(round -> {
            made.addAll(Together.run(8, () -> attempted(204)));

            DeliveryRecords.Entry entry = database.read(db -> records.ofWebhook(db, "h", Long.MAX_VALUE, 1))
                    .get(0);
            assertThat(entry.status()).isEqualTo(DeliveryStatus.SUCCEEDED);
            assertThat(entry.attempts())
                    .extracting(attempt -> (long) attempt.number())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, made.size()).boxed().toList());
        });
    }

    @Test
    void whatWasDeliveredStaysSoWhateverIsHeardLater() {
        attempted(204);
        attempted(500);

        assertThat(database.read(db -> records.byId(db, "h", "d")).orElseThrow().status())
                .isEqualTo(DeliveryStatus.SUCCEEDED);
    }

    @Test
    void whoeverReopensFirstIsTheOnlyOne() throws Exception {
        attempted(204);
        DeliveryRecords.Entry ended =
                database.read(db -> records.byId(db, "h", "d")).orElseThrow();

        List<Boolean> reopened = Together.run(8, () -> database.write(db -> records.reopen(db, ended)));

        assertThat(reopened).containsOnlyOnce(true).hasSize(8);
    }
}
