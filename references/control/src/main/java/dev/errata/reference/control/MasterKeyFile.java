package dev.errata.reference.control;

import dev.errata.guard.secret.MasterKeys;
import dev.errata.store.jdbc.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/** A file with master keys that only its owner reads. */
final class MasterKeyFile {
    private MasterKeyFile() {}

    /**
     * The keys of the file; when it is not there or empty, it is made with a new one. Processes that start at once
     * wait for each other.
     */
    static synchronized MasterKeys at(Path file, RandomGenerator random) {
        try {
            Path folder = file.toAbsolutePath().resolveSibling(".");
            Files.createDirectories(folder);
            try (FileChannel channel =
                    FileChannel.open(PrivateFile.at(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // Until the file is closed.
                channel.lock();
                if (channel.size() == 0) {
                    channel.write(
                            ByteBuffer.wrap((MasterKeys.draw(random) + "\n").getBytes(StandardCharsets.US_ASCII)));
                    channel.force(true);
                    keep(folder);
                }
                return read(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The master key " + file + " cannot be kept", e);
        }
    }

    private static MasterKeys read(Path file) throws IOException {
        try {
            return MasterKeys.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Before anything is sealed under a key, its file must outlive a loss of power. */
    private static void keep(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notOnThisSystem) {
            // Where folders cannot be opened, the system keeps their entries by itself.
        }
    }
}
