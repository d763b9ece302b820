package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whether a name is taken is told by the statement that takes it, {@code on conflict do nothing} and the number of rows
 * that it changed. Who lets it fail and catches that has lost the transaction on PostgreSQL.
 */
class TakenNamesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    /** Spring's names for what a unique key refuses, and those of the databases. */
    private static final Pattern CAUGHT = Pattern.compile(
            "DuplicateKeyException|DataIntegrityViolationException|23505|UNIQUE_VIOLATION|SQLITE_CONSTRAINT");

    @Test
    void nobodyWaitsForADuplicateToFail() throws IOException {
        List<Path> main = new ArrayList<>();
        for (String folder : List.of("references", "server")) {
            try (Stream<Path> modules = Files.list(ROOT.resolve(folder))) {
                modules.map(module -> module.resolve("src/main/java"))
                        .filter(Files::isDirectory)
                        .forEach(sources -> main.addAll(filesBelow(sources)));
            }
        }

        assertThat(main.stream()
                        .filter(file -> CAUGHT.matcher(text(file)).find())
                        .map(file -> file.getFileName().toString()))
                // One gives SQLite's codes Spring's names, so that what nobody has thought of is told alike of both;
                // the
                // other answers for applications that let it fail.
                .containsExactlyInAnyOrder("SqliteErrors.java", "PersistenceErrors.java");
        assertThat(main).hasSizeGreaterThan(300);
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
