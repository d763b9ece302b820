package dev.errata.reference.harborprotocol.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps bytes in files, named by ids that this runtime makes.
 *
 * @param folder made when it is not there
 */
public record FileDriver(Path folder) implements ArtifactDriver {
    @Override
    public String name() {
        return "files";
    }

    @Override
    public void put(String id, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            // Whole or not at all: a process that dies here leaves a part that nobody takes for an artifact.
            Path part = Files.write(Files.createTempFile(folder, id, ".part"), bytes);
            Files.move(part, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact " + id + " cannot be kept in " + folder, e);
        }
    }

    @Override
    public Optional<byte[]> get(String id) {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(id)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The artifact " + id + " cannot be read from " + folder, e);
        }
    }
}
