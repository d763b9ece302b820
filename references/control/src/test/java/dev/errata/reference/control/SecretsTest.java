package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.guard.secret.MasterKeys;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.JdbcSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Databases.open(TestDatabase.of(folder.resolve("database")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Secrets secrets(String node) {
        Sealer sealer = new Sealer(new MasterKeys(List.of(new byte[32])), new SecureRandom());
        return new Secrets(new JdbcSecrets(database, sealer), folder.resolve(node), new SecureRandom());
    }

    private Path file(String node, int content) throws Exception {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) content);
        return Files.write(Files.createDirectories(folder.resolve(node)).resolve("pepper"), secret);
    }

    @Test
    void aSecretIsTheSameAtEveryNodeAndAnotherForEachName() {
        byte[] pepper = secrets("a").of("pepper");

        assertThat(pepper).hasSize(32);
        assertThat(secrets("b").of("pepper")).isEqualTo(pepper);
        assertThat(secrets("a").of("cursors")).isNotEqualTo(pepper);
    }

    @Test
    void theFileOfAnEarlierVersionMovesIntoTheDatabaseAndHoldsOn() throws Exception {
        Path left = file("a", 7);

        byte[] pepper = secrets("a").of("pepper");

        assertThat(pepper).containsOnly(7);
        assertThat(left).doesNotExist();
        assertThat(secrets("a").of("pepper")).isEqualTo(pepper);
    }

    @Test
    void theSameFileAtASecondNodeGoesAndADifferentOneIsRefusedAndStays() throws Exception {
        file("a", 7);
        secrets("a").of("pepper");
        Path same = file("b", 7);
        Path other = file("c", 8);

        assertThat(secrets("b").of("pepper")).containsOnly(7);
        assertThat(same).doesNotExist();
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets("c").of("pepper"))
                .withMessage(
                        "The file " + other + " holds another secret than the database; what one node gave out under"
                                + " it, others would not take. Move the file away to go on with the database's."
                                + " See docs/errors.md#secrets_differ");
        assertThat(other).exists();
    }

    @Test
    void theMasterKeyIsDrawnOnceIntoAFileThatOnlyItsOwnerReads() throws Exception {
        Path file = folder.resolve("new/master-key");

        MasterKeys drawn = MasterKeyFile.at(file, new SecureRandom());

        assertThat(MasterKeyFile.at(file, new SecureRandom()).keys().get(0))
                .isEqualTo(drawn.keys().get(0));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileThatHoldsNoKeyIsRefusedByItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("master-key"), "hunter2!");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MasterKeyFile.at(file, new SecureRandom()))
                .withMessage(
                        file + ": Master key 1 is not written in Base64 (RFC 4648, section 4); 'openssl rand -base64"
                                + " 32' makes one");
    }
}
