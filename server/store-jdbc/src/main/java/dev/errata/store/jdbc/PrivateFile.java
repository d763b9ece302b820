package dev.errata.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner reads and writes, where the file system knows owners (POSIX mode 0600). */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /**
     * Makes the file, empty, when it is not there, and takes it from everybody else when it is.
     *
     * @return the file
     * @throws UncheckedIOException when it cannot be made, or belongs to somebody else and is open to others
     */
    public static Path at(Path file) {
        try {
            if (!hasOwners(file)) {
                return Files.exists(file) ? file : Files.createFile(file);
            }
            try {
                return Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            } catch (FileAlreadyExistsException there) {
                if (Files.isRegularFile(file)
                        && !Files.getPosixFilePermissions(file).equals(OWNER)) {
                    Files.setPosixFilePermissions(file, OWNER);
                }
                return file;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be kept to its owner", e);
        }
    }

    private static boolean hasOwners(Path file) throws IOException {
        return Files.getFileStore(file.toAbsolutePath().getParent())
                .supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
