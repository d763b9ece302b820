package dev.errata.cli;

import dev.errata.core.ToolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what keeps a command from a file. */
final class Writing {
    private Writing() {}

    /** Something that writes files. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does it.
     *
     * @param place what is written, the folder or the file
     * @param remedy what to do when that fails, a sentence
     * @throws CliException when it fails
     */
    static void to(Path place, String remedy, Work work) {
        try {
            work.run();
        } catch (IOException refused) {
            throw new CliException(
                    ToolError.FILE_UNUSABLE, place + " cannot be written: " + reason(place, refused) + ". " + remedy);
        } catch (UncheckedIOException refused) {
            throw new CliException(
                    ToolError.FILE_UNUSABLE,
                    place + " cannot be written: " + reason(place, cause(refused)) + ". " + remedy);
        }
    }

    /** What an unchecked exception was made for; it always has one. */
    static IOException cause(UncheckedIOException unchecked) {
        return Objects.requireNonNull(unchecked.getCause());
    }

    /** Why, and where it is not the place itself. */
    static String reason(@Nullable Path place, IOException refused) {
        if (!(refused instanceof FileSystemException failed) || failed.getFile() == null) {
            return refused.getMessage() == null ? refused.toString() : refused.getMessage();
        }
        String file = failed.getFile();
        String at = place != null && file.equals(place.toString()) ? "" : file + ": ";
        if (refused instanceof AccessDeniedException) {
            return at + "permission denied";
        }
        if (refused instanceof FileAlreadyExistsException) {
            return at + "a file is in its place";
        }
        if (refused instanceof NoSuchFileException) {
            return at + "no such file or folder";
        }
        return at + (failed.getReason() == null ? failed.getClass().getSimpleName() : failed.getReason());
    }
}
