package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.Together;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyStore;
import dev.errata.guard.idempotency.IdempotencyStoreKit;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
final class JdbcIdempotencyStoreTest extends IdempotencyStoreKit {
    private static final IdempotentRequest REQUEST = new IdempotentRequest("team_1", "POST /v1/a", "key", "f");

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private final Catalog catalog = TestContract.catalog();
    private Database database;

    @BeforeEach
    void open() {
        database = place.openForCrowds(place.empty(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected IdempotencyStore store() {
        return new JdbcIdempotencyStore(database);
    }

    @Override
    protected int size(IdempotencyStore store) {
        return database.read(sql -> sql.sql("SELECT count(*) FROM errata_idempotency")
                .query(Integer.class)
                .single());
    }

    @Test
    void claimWorkAndAnswerAreCommittedTogether() {
        StoredAnswer first = database.write(sql -> idempotency().once(REQUEST, () -> {
            Samples.insert(database, "a");
            return created("a");
        }));
        StoredAnswer second = database.write(sql -> idempotency().once(REQUEST, () -> {
            throw new AssertionError("The work was run twice");
        }));

        assertThat(first.headers()).isEmpty();
        assertThat(second.headers()).containsExactly(Map.entry("Idempotent-Replayed", "true"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(Samples.ids(database)).containsExactly("a");
    }

    @Test
    void refusedWorkLeavesNeitherRowNorClaim() {
        ApiException refusal = catalog.answer(Condition.CONFLICT, Facts.none()).exception();

        assertThatThrownBy(() -> database.write(sql -> idempotency().once(REQUEST, () -> {
                    Samples.insert(database, "a");
                    throw refusal;
                })))
                .isSameAs(refusal);

        assertThat(Samples.ids(database)).isEmpty();
        assertThat(size(store())).isZero();
    }

    @Test
    void workWhoseTransactionFailsAfterItsAnswerLeavesNoAnswerBehind() {
        assertThatThrownBy(() -> database.write(sql -> {
                    idempotency().once(REQUEST, () -> {
                        Samples.insert(database, "a");
                        return created("a");
                    });
                    throw new IllegalStateException("after the answer");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after the answer");

        assertThat(Samples.ids(database)).isEmpty();
        assertThat(size(store())).isZero();
    }

    @Test
    void fiftyCallersAtOnceRunTheWorkOnceAndAllGetItsAnswer() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Idempotency idempotency = idempotency();

        List<StoredAnswer> answers = Together.run(
                50,
                () -> database.write(sql -> idempotency.once(REQUEST, () -> {
                    String id = "a" + runs.incrementAndGet();
                    Samples.insert(database, id);
                    return created(id);
                })));

        assertThat(runs).hasValue(1);
        assertThat(Samples.ids(database)).containsExactly("a1");
        assertThat(answers)
                .extracting(answer -> new String(answer.body(), StandardCharsets.UTF_8))
                .containsOnly("a1");
        assertThat(answers).filteredOn(answer -> answer.headers().isEmpty()).hasSize(1);
    }

    private Idempotency idempotency() {
        return new Idempotency(
                catalog, store(), new ManualClock(), new Random(1), Duration.ofHours(24), Duration.ofSeconds(30));
    }

    private static StoredAnswer created(String id) {
        return new StoredAnswer(201, "text/plain", id.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
