package dev.errata.reference.control;

import dev.errata.store.jdbc.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * Secrets of one installation, in files beside its database; in earnest they come from elsewhere. Thread-safe.
 *
 * @param folder made when it is not there
 */
public record Secrets(Path folder, SecureRandom random) {
    private static final int BYTES = 32;

    /** The secret of a name, made when it is first asked for: 32 bytes in a file that only its owner reads. */
    public synchronized byte[] of(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                byte[] made = new byte[BYTES];
                random.nextBytes(made);
                // Whole or not at all, for a process that dies here starts again with what it left.
                Path whole = Files.write(PrivateFile.at(folder.resolve(name + ".new")), made);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readAllBytes(PrivateFile.at(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The secret " + file + " cannot be kept", e);
        }
    }
}
