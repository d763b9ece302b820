package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ToolError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the messages of our tools lead to, there is a section that helps. */
class ToolErrorsTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern LINK = Pattern.compile("(docs/[a-z]+\\.md)#([\\w-]+)");
    private static final List<String> PARTS = List.of("**Found**: ", "**Allowed**: ", "**Do**: ");

    /** The sections of a document by the anchors that GitHub gives their headings. */
    private static Map<String, String> sections(String document) throws IOException {
        String text = Files.readString(ROOT.resolve(document));
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher heading = HEADING.matcher(text);
        int from = -1;
        String anchor = "";
        while (heading.find()) {
            if (from >= 0) {
                sections.put(anchor, text.substring(from, heading.start()));
            }
            anchor = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\- ]", "")
                    .replace(' ', '-');
            from = heading.end();
        }
        sections.put(anchor, text.substring(from));
        return sections;
    }

    @Test
    void everyErrorHasASectionWhereItsMessageLeadsToAndNoSectionIsLeftOver() throws IOException {
        Set<String> leads = Arrays.stream(ToolError.values())
                .map(error -> error.tell("Something is wrong."))
                .peek(told -> assertThat(told).startsWith("Something is wrong. See docs/errors.md#"))
                .map(told -> told.replaceFirst(".*#", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> sections = sections("docs/errors.md");
        sections.remove("the-errors-of-our-own-tools");

        assertThat(sections.keySet()).containsExactlyInAnyOrderElementsOf(leads);
    }

    @Test
    void everySectionSaysWhatWasFoundWhatIsAllowedAndWhatToDo() throws IOException {
        Map<String, String> sections = sections("docs/errors.md");
        sections.remove("the-errors-of-our-own-tools");

        sections.forEach((anchor, section) -> {
            List<String> paragraphs = List.of(section.strip().split("\n\n"));
            assertThat(paragraphs).as(anchor).hasSize(PARTS.size());
            for (int i = 0; i < PARTS.size(); i++) {
                String part = PARTS.get(i);
                assertThat(paragraphs.get(i)).as(anchor).startsWith(part).endsWith(".");
                assertThat(paragraphs.get(i).length() - part.length())
                        .as(anchor)
                        .isGreaterThan(20);
            }
        });
    }

    /** A constant that no message uses is a promise that nobody keeps; the scripts name anchors by themselves. */
    @Test
    void everyErrorIsToldSomewhereAndEveryLinkOfASourceOrScriptLeadsToASection() throws IOException {
        Set<String> told = new TreeSet<>();
        List<String> dead = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            Arrays.stream(ToolError.values())
                    .filter(error -> text.contains("ToolError." + error.name()))
                    .forEach(error -> told.add(error.name()));
            for (Matcher link = LINK.matcher(text); link.find(); ) {
                if (!sections(link.group(1)).containsKey(link.group(2))) {
                    dead.add(ROOT.relativize(source) + ": " + link.group());
                }
                told.add(link.group(2).toUpperCase(Locale.ROOT));
            }
        }

        assertThat(dead).isEmpty();
        assertThat(told)
                .containsAll(
                        Arrays.stream(ToolError.values()).map(ToolError::name).toList());
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources =
                new ArrayList<>(List.of(ROOT.resolve("errata"), ROOT.resolve("build/distribution/src/bin/errata")));
        for (String folder : List.of("contract", "client", "server", "tools", "references")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().contains("/src/main/java/")
                                && file.toString().endsWith(".java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
