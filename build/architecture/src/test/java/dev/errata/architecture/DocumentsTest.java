package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents lead to is there. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Set<String> OTHERS = Set.of("target", "node_modules", ".git", ".errata", "src");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#|/)([^)#\\s]+)[^)]*\\)");
    /** A path in backticks, whose first folder is one of ours. */
    private static final Pattern PATH =
            Pattern.compile("`((?:benchmarks|build|client|contract|docs|examples|references|server|tools)/[\\w./-]*)`");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> {
                        Path inside = ROOT.relativize(file);
                        return Stream.of(inside.toString().split("/")).noneMatch(OTHERS::contains);
                    })
                    // Pages of catalogs link to each other and to their site, which lint and the site's tests know.
                    .filter(file -> !ROOT.relativize(file).toString().contains("/errors/"))
                    .toList();
        }
    }

    @Test
    void everyLinkAndPathOfADocumentLeadsToAFile() throws IOException {
        List<String> dead = new ArrayList<>();
        int found = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            for (Matcher link = LINK.matcher(text); link.find(); found++) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    dead.add(ROOT.relativize(document) + ": " + link.group(1));
                }
            }
            for (Matcher path = PATH.matcher(text); path.find(); found++) {
                if (!Files.exists(ROOT.resolve(path.group(1)))) {
                    dead.add(ROOT.relativize(document) + ": " + path.group(1));
                }
            }
        }

        assertThat(dead).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }
}
