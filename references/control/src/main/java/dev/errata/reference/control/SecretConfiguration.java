package dev.errata.reference.control;

import dev.errata.core.ToolError;
import dev.errata.guard.secret.MasterKeys;
import dev.errata.guard.secret.Sealer;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The master key of a reference service, and what is sealed under it. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
    @Bean
    Sealer sealer(ReferenceProperties properties, Database database, SecureRandom random) {
        Path file = properties.masterKeyFile();
        if (properties.masterKey().isBlank() && !Files.exists(file) && JdbcSecrets.areIn(database)) {
            throw new IllegalStateException(ToolError.MASTER_KEY.tell(
                    "The database holds secrets, and there is no master key to open them. " + give(file)));
        }
        try {
            return new Sealer(
                    properties.masterKey().isBlank()
                            ? MasterKeyFile.at(file, random)
                            : MasterKeys.parse(properties.masterKey()),
                    random);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(ToolError.MASTER_KEY.tell(e.getMessage() + ". " + give(file)));
        }
    }

    @Bean
    JdbcSecrets databaseSecrets(ReferenceProperties properties, Database database, Sealer sealer) {
        try {
            return new JdbcSecrets(database, sealer);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    ToolError.MASTER_KEY.tell(e.getMessage() + ". " + give(properties.masterKeyFile())));
        }
    }

    @Bean
    Secrets secrets(JdbcSecrets kept, ReferenceProperties properties, SecureRandom random) {
        return new Secrets(kept, properties.data(), random);
    }

    private static String give(Path file) {
        return "Give the key that the first node was started with, in ERRATA_MASTER_KEY or in the file " + file + ".";
    }
}
