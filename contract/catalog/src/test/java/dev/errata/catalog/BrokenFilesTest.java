package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands in a file, lint tells it as a finding. */
class BrokenFilesTest {
    private static final List<String> SPLINTERS = List.of(
            "\uFEFF",
            "---\n",
            "- a\n",
            "? [a, b] : c\n",
            "&a ",
            "*a",
            "<<: *a\n",
            "!!binary ",
            "!<%zz> ",
            "%YAML 9.9\n",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "\"",
            "'",
            "|\n",
            ">\n",
            "#",
            "\t",
            "\u0000",
            "\uD800",
            "\u2028",
            "\u0085",
            "~",
            "null",
            "```",
            "```http\n",
            "### Variant: x\n",
            "## Response\n",
            "## Example\n",
            "> > > ",
            "**",
            "_",
            "[a](b",
            "{{",
            "}}",
            "{limits.",
            "# @repeat\n",
            "# @raw\n",
            "HTTP/1.1 9",
            "...",
            "9".repeat(40),
            "2026-99-99",
            "\n\n",
            "\r",
            "$code",
            "\\");

    @TempDir
    private Path path;

    @Test
    void refusesAliasesWhichCanStandForATextWithoutEnd() {
        String bomb = "a: &a [x]\nb: &b [*a, *a]\n";

        assertThat(new Folder(path).write("errata.yaml", bomb + Folder.ROOT).findings())
                .contains("errata.yaml:2:8: Found the alias '*a'; a catalog has none, so write the value out."
                        + " [ROOT_YAML]");
    }

    @ParameterizedTest
    @CsvSource({"[", "{a: ", "- "})
    void refusesNestingWithoutMeasure(String level) {
        String opened = level.equals("-") ? "- ".repeat(20_000) : level.repeat(20_000);
        String text = Folder.ROOT + "deep:\n  " + (level.equals("-") ? opened : opened + "\n");

        assertThat(new Folder(path).write("errata.yaml", text).findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("errata.yaml:9:")
                        .endsWith(": Found lists or keys in more than 50 levels; write this with fewer. [ROOT_YAML]"));
    }

    @Test
    void refusesAKeyThatIsNoText() {
        assertThat(new Folder(path)
                        .replace("codes/ABSENT.md", "since:", "? [a, b] : c\nsince:")
                        .findings())
                .containsExactly(
                        "codes/ABSENT.md:7:3: Found a list or keys where a key stands; write a text before the ':'."
                                + " [PAGE_FRONT_MATTER]");
    }

    @Test
    void refusesAByteOrderMark() {
        assertThat(new Folder(path)
                        .write("codes/ABSENT.md", "\uFEFF" + Folder.page("ABSENT", 404, "absent"))
                        .findings())
                .containsExactly(
                        "codes/ABSENT.md:1: This file begins with a byte order mark, which editors do not show; save"
                                + " it as UTF-8 without one. [VALUE_VALID]");
    }

    @Test
    void refusesAListAsTheRoot() {
        assertThat(new Folder(path).write("errata.yaml", "- a\n").findings())
                .contains(
                        "errata.yaml:1: Found a list in errata.yaml, which has keys; write one 'key: value' a line, without"
                                + " '- '. [ROOT_YAML]");
    }

    @ParameterizedTest
    @CsvSource({"'> '", "'- '", "'*_'"})
    void refusesMarkdownNestedWithoutMeasure(String level) {
        String deep = level.repeat(5_000) + "x" + new StringBuilder(level.repeat(5_000)).reverse();
        List<String> findings = new Folder(path)
                .replace("codes/ABSENT.md", "Anything else.", deep)
                .mistakes();

        assertThat(findings)
                .allMatch(finding ->
                        finding.startsWith("codes/ABSENT.md:10: Found Markdown in more than 100 levels; write"
                                + " this with fewer quotes, lists or marks inside each other."));
    }

    @Test
    void tellsFindingsOfThousandsOfBrokenPagesAndThrowsNothingElse() throws IOException {
        Random random = new Random(9);
        List<String> pages = pages();
        Path root = path.resolve("errata.yaml");
        Path page = Files.createDirectories(path.resolve("codes")).resolve("ABSENT.md");
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            Files.writeString(root, i % 10 == 0 ? mutated(Folder.ROOT, random) : Folder.ROOT);
            Files.writeString(page, mutated(pages.get(random.nextInt(pages.size())), random));
            try {
                assertThat(Lint.check(CatalogSource.read(path))).isNotEmpty();
            } catch (CatalogException e) {
                assertThat(e.findings()).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(800);
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "..", "references", "harmont", "errors", "codes"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(BrokenFilesTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, mutated.substring(at, to));
                case 2 -> mutated.replace(at, to, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
                default -> mutated.insert(at, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
            }
        }
        // A half of a pair of surrogates cannot be written.
        return new String(mutated.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
