package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import dev.errata.guard.Together;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.guard.quota.PlanLimit;
import dev.errata.guard.quota.QuotaStore;
import dev.errata.guard.quota.QuotaStoreKit;
import dev.errata.guard.quota.Quotas;
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
final class JdbcQuotaStoreTest extends QuotaStoreKit {
    private static final PlanLimit FREE = new PlanLimit("free", 3);

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private final Catalog catalog = TestContract.catalog();
    private final ManualClock clock = new ManualClock();
    private String location;
    private Database database;
    private Quotas quotas;

    @BeforeEach
    void prepare() {
        location = place.empty(folder);
        open();
    }

    private void open() {
        database = place.openForCrowds(location);
        quotas = new Quotas(catalog, store(), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected QuotaStore store() {
        return new JdbcQuotaStore(database);
    }

    @Test
    void workThatFailsAfterItTookHasUsedNothingUp() {
        quotas.take("team_1", "messages", 1, FREE);

        assertThatThrownBy(() -> database.write(sql -> {
                    assertThat(quotas.take("team_1", "messages", 2, FREE).used())
                            .isEqualTo(3);
                    assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(3);
                    Samples.insert(database, "a");
                    throw new IllegalStateException("after the quota");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("after the quota");

        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(1);
        assertThat(Samples.ids(database)).isEmpty();
    }

    @Test
    void workThatIsRefusedLeavesNothingBehind() {
        quotas.take("team_1", "messages", 3, FREE);

        assertThatThrownBy(() -> database.write(sql -> {
                    Samples.insert(database, "a");
                    return quotas.take("team_1", "messages", 1, FREE);
                }))
                .isInstanceOf(ApiException.class);

        assertThat(Samples.ids(database)).isEmpty();
        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(3);
    }

    @Test
    void rowsAndUsageAreTheSameHoweverManyWorkAtOnce() throws Exception {
        AtomicInteger numbers = new AtomicInteger();

        List<Boolean> done = Together.run(50, () -> {
            try {
                return database.write(sql -> {
                    Samples.insert(database, "a" + numbers.incrementAndGet());
                    quotas.take("team_1", "messages", 1, new PlanLimit("free", 17));
                    return true;
                });
            } catch (ApiException e) {
                return false;
            }
        });

        assertThat(done).filteredOn(Boolean::booleanValue).hasSize(17);
        assertThat(Samples.ids(database)).hasSize(17);
        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(17);
    }

    @Test
    void anAnswerGivenAgainCostsNothingEvenWhenNothingIsLeft() {
        Idempotency idempotency = new Idempotency(
                catalog,
                new JdbcIdempotencyStore(database),
                clock,
                new Random(1),
                Duration.ofHours(24),
                Duration.ofSeconds(30));
        PlanLimit one = new PlanLimit("free", 1);
        for (int i = 0; i < 3; i++) {
            StoredAnswer answer = database.write(sql ->
                    idempotency.once(new IdempotentRequest("team_1", "POST /v1/a", "key", "f"), () -> {
                        quotas.take("team_1", "messages", 1, one);
                        return new StoredAnswer(202, null, new byte[0], Map.of());
                    }));
            assertThat(answer.status()).isEqualTo(202);
        }

        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(1);
    }

    @Test
    void usageSurvivesARestart() {
        quotas.take("team_1", "messages", 2, FREE);
        database.close();
        open();

        assertThat(quotas.usage("team_1", "messages").used()).isEqualTo(2);
    }
}
