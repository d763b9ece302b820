package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.guard.Together;
import dev.errata.guard.idempotency.Attempt;
import dev.errata.guard.idempotency.Claim;
import dev.errata.guard.idempotency.IdempotentRequest;
import dev.errata.guard.idempotency.StoredAnswer;
import dev.errata.guard.secret.MasterKeys;
import dev.errata.guard.secret.Sealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
final class JdbcSecretsTest {
    private static final String OLD = MasterKeys.draw(new Random(1));
    private static final String NEW = MasterKeys.draw(new Random(2));

    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Database database;

    @BeforeEach
    void open() {
        database = place.openForCrowds(place.empty(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Sealer sealer(String keys) {
        return new Sealer(MasterKeys.parse(keys), new Random(3));
    }

    private List<String> kept() {
        return database.read(db ->
                db.sql("SELECT secret FROM errata_secret").query(String.class).list());
    }

    @Test
    void allWhoAskForANewSecretAtOnceGetTheSame() throws Exception {
        JdbcSecrets secrets = new JdbcSecrets(database, sealer(OLD));

        List<byte[]> got = Together.run(IntStream.range(0, 8)
                .<Callable<byte[]>>mapToObj(i -> () -> secrets.of("pepper", () -> new byte[] {(byte) i}))
                .toList());

        assertThat(got).hasSize(8).allSatisfy(secret -> assertThat(secret).isEqualTo(got.get(0)));
        assertThat(secrets.of("cursors", () -> new byte[] {99})).containsExactly(99);
        assertThat(kept())
                .hasSize(2)
                .allMatch(text -> text.startsWith(sealer(OLD).mark()));
        assertThat(JdbcSecrets.areIn(database)).isTrue();
    }

    @Test
    void changesThatComeAtOnceAreMadeOneAfterTheOther() throws Exception {
        JdbcSecrets secrets = new JdbcSecrets(database, sealer(OLD));
        secrets.of("count", () -> new byte[] {0});

        Together.run(8, () -> secrets.change("count", before -> new byte[] {(byte) (before[0] + 1)}));

        assertThat(secrets.find("count").orElseThrow()).containsExactly(8);
        assertThat(kept()).allMatch(text -> text.startsWith(sealer(OLD).mark()));
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.change("nothing", before -> before))
                .withMessage("There is no secret 'nothing' to change");
    }

    @Test
    void aStartWithANewKeyBeforeTheOldOneSealsEverythingUnderTheNewOne() {
        new JdbcSecrets(database, sealer(OLD)).of("pepper", () -> new byte[] {1});

        new JdbcSecrets(database, sealer(NEW + " " + OLD));

        assertThat(kept()).allMatch(text -> text.startsWith(sealer(NEW).mark()));
        assertThat(new JdbcSecrets(database, sealer(NEW)).of("pepper", () -> new byte[] {2}))
                .containsExactly(1);
    }

    @Test
    void withAnotherKeyThereIsNoStartAndNothingIsLost() {
        new JdbcSecrets(database, sealer(OLD)).of("pepper", () -> new byte[] {1});
        List<String> before = kept();

        assertThatIllegalStateException()
                .isThrownBy(() -> new JdbcSecrets(database, sealer(NEW)))
                .withMessage("Something is sealed under a master key that is not given, '"
                        + sealer(OLD).mark() + "'; given are " + sealer(NEW).mark());
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void aColumnThatWasPlainIsSealedAtTheNextStartHoweverLongItIs() {
        database.write(db -> {
            for (int i = 0; i < 450; i++) {
                db.sql("INSERT INTO errata_secret (name, secret) VALUES (:name, :secret)")
                        .param("name", "row " + i)
                        .param("secret", "plain " + i)
                        .update();
            }
            return 0;
        });

        SealedColumn column = new SealedColumn(database, sealer(OLD), "errata_secret", "name", "secret");

        assertThat(kept())
                .hasSize(450)
                .allMatch(text -> text.startsWith(sealer(OLD).mark()));
        String text = database.read(db -> db.sql("SELECT secret FROM errata_secret WHERE name = 'row 449'")
                .query(String.class)
                .single());
        assertThat(column.open("row 449", text)).isEqualTo("plain 449");
    }

    @Test
    void storedAnswersAreSealedAndThoseOfBeforeAreStillReplayed() {
        IdempotentRequest before = new IdempotentRequest("team_1", "POST /v1/a", "before", "f");
        IdempotentRequest after = new IdempotentRequest("team_1", "POST /v1/a", "after", "f");
        StoredAnswer answer = new StoredAnswer(
                201, "application/json", "{\"secret\":\"whsec_1\"}".getBytes(StandardCharsets.UTF_8), Map.of());
        JdbcIdempotencyStore plain = new JdbcIdempotencyStore(database);
        JdbcIdempotencyStore sealed = new JdbcIdempotencyStore(database, sealer(OLD));
        Attempt attempt = new Attempt(7, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), Instant.EPOCH.plusSeconds(600));
        plain.claim(before, attempt);
        plain.complete(before, attempt, answer);
        sealed.claim(after, attempt);
        sealed.complete(after, attempt, answer);

        for (IdempotentRequest request : List.of(before, after)) {
            assertThat(sealed.claim(request, attempt))
                    .isInstanceOfSatisfying(
                            Claim.Replay.class,
                            replay -> assertThat(replay.answer().body()).isEqualTo(answer.body()));
        }
        byte[] stored =
                database.read(db -> db.sql("SELECT body FROM errata_idempotency WHERE idempotency_key = 'after'")
                        .query((row, number) -> row.getBytes(1))
                        .single());
        assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                .startsWith(sealer(OLD).mark())
                .doesNotContain("whsec");
    }
}
