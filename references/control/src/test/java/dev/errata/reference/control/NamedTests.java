package dev.errata.reference.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that a document names, as {@code `SomeTest#method`} or as {@code `SomeTest`}. */
public final class NamedTests {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+Test)(?:#(\\w+))?`");

    private NamedTests() {}

    /** Those that stand in no source of the module that the test runs in. */
    public static List<String> absent(Path document) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            List<Path> all = sources.filter(Files::isRegularFile).toList();
            return NAME.matcher(Files.readString(document))
                    .results()
                    .filter(name -> all.stream().noneMatch(source -> has(source, name)))
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
        }
    }

    private static boolean has(Path source, MatchResult name) {
        try {
            return source.endsWith(name.group(1) + ".java")
                    && (name.group(2) == null || Files.readString(source).contains(" " + name.group(2) + "("));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
