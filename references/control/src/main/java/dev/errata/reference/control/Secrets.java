package dev.errata.reference.control;

import dev.errata.core.ToolError;
import dev.errata.store.jdbc.JdbcSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * Secrets of one installation, sealed in its database, so that all nodes have the same. Thread-safe.
 *
 * @param folder where earlier versions kept each in a file of its own, which the database takes over
 */
public record Secrets(JdbcSecrets kept, Path folder, SecureRandom random) {
    private static final int BYTES = 32;

    /**
     * The secret of a name, 32 bytes, made when it is first asked for.
     *
     * @throws IllegalStateException when the folder holds another one than the database
     */
    public byte[] of(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                return kept.of(name, this::draw);
            }
            byte[] plain = Files.readAllBytes(file);
            byte[] secret = kept.of(name, () -> plain);
            if (!MessageDigest.isEqual(plain, secret)) {
                throw new IllegalStateException(ToolError.SECRETS_DIFFER.tell("The file " + file
                        + " holds another secret than the database; what one node gave out under it, others would not"
                        + " take. Move the file away to go on with the database's."));
            }
            // It is committed, and sealed, where all nodes find it.
            Files.delete(file);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + file + " cannot be taken into the database", e);
        }
    }

    private byte[] draw() {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return drawn;
    }
}
