package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The very moment at which the retention of a payload ends. */
class RetentionTest {
    private static final Instant END = Instant.parse("2026-11-20T12:00:00.007Z");
    private static final Instant LAST = END.minusMillis(1);

    private final Messages messages = new Messages(() -> LAST);
    private Database database;

    @BeforeEach
    void open(@TempDir Path data) {
        database = Databases.open(
                TestDatabase.of(data), new Schema("hookbridge", "classpath:dev/errata/reference/hookbridge/migration"));
        database.write(db -> {
            Accounts accounts = new Accounts();
            accounts.insert(db, new Tenant("t", Plan.PRO, "active", true, LAST));
            accounts.insert(db, new Project("p", "t", "One", ProjectStatus.ACTIVE, 0, LAST));
            db.sql("insert into endpoints (id, project_id, url, rate_limit_rps, burst, headers, paused, deleted,"
                            + " created_at, updated_at) values ('e', 'p', 'http://127.0.0.1/', 0, 1, '{}', 0, 0, 0, 0)")
                    .update();
            return messages.insert(db, message());
        });
    }

    private static Message message() {
        return new Message(
                "m",
                "p",
                "e",
                MessageStatus.SUCCEEDED,
                1,
                0,
                2,
                "{}",
                "sha",
                "{}",
                "sha",
                null,
                Duration.ofHours(1),
                END,
                LAST,
                null,
                null,
                204L,
                1L,
                null,
                LAST,
                LAST,
                0);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPayloadCanBeSentOnceMoreUpToTheMillisecondBeforeItsRetentionEnds() {
        Message kept = database.read(db -> messages.mustFind(db, "p", "m"));

        assertThat(kept.isRetained(LAST)).isTrue();
        assertThat(kept.isRetained(END)).isFalse();
    }

    @Test
    void aPayloadIsCleanedUpFromTheMillisecondOnInWhichItsRetentionEnds() {
        assertThat(database.<Integer>write(db -> messages.purge(db, LAST))).isZero();
        assertThat(database.<Integer>write(db -> messages.purge(db, END))).isEqualTo(1);
        assertThat(database.read(db -> messages.mustFind(db, "p", "m")).payload())
                .isNull();
    }
}
