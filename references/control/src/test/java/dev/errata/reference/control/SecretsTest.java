package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    private Secrets secrets() {
        return new Secrets(folder.resolve("data"), new SecureRandom());
    }

    @Test
    void aSecretIsTheSameAtEveryStartAndAnotherForEachName() {
        byte[] pepper = secrets().of("pepper");

        assertThat(pepper).hasSize(32);
        assertThat(secrets().of("pepper")).isEqualTo(pepper);
        assertThat(secrets().of("cursors")).isNotEqualTo(pepper);
    }

    @Test
    void onlyItsOwnerReadsASecretAlsoOneThatWasMadeBefore() throws Exception {
        secrets().of("pepper");
        Path file = folder.resolve("data/pepper");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        secrets().of("pepper");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
