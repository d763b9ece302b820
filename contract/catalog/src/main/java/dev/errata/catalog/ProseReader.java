package dev.errata.catalog;

import dev.errata.core.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads what stands below the front matter: the sections and, under Example, the requests. */
final class ProseReader {
    private static final List<String> HEADINGS = List.of("Cause", "Fix", "Example", "Response", "Notes");
    private static final int DEEPEST = 100;
    private static final String VARIANT = "Variant:";

    private final Path file;
    private final int offset;
    private final Limits limits;
    private final Findings findings;
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final List<ResponseCheck.Shown> shown = new ArrayList<>();
    private final Map<String, List<Example.Step>> steps = new LinkedHashMap<>();

    ProseReader(Path file, int offset, Limits limits, Findings findings) {
        this.file = file;
        this.offset = offset;
        this.limits = limits;
        this.findings = findings;
    }

    ProseReader read(String body) {
        String filled = limits.fill(body, offset + 1);
        List<String> lines = filled.lines().toList();
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(filled);
        if (tooDeep(document)) {
            return this;
        }
        String section = "";
        String form = Code.MAIN;
        int sectionStart = 0;
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                keep(section, lines, sectionStart, line(node));
                section = title(heading);
                form = Code.MAIN;
                sectionStart = line(node) + 1;
                checkHeading(section, line(node));
            } else if (node instanceof Heading heading && title(heading).startsWith(VARIANT)) {
                form = title(heading).substring(VARIANT.length()).trim();
            } else if (node instanceof FencedCodeBlock fence && section.equals("Response")) {
                if (isHttp(fence) || "json".equals(fence.getInfo())) {
                    int first = offset + line(node) + 2;
                    shown.add(new ResponseCheck.Shown(form, first, isHttp(fence), fence.getLiteral()));
                }
            } else if (node instanceof FencedCodeBlock fence && isHttp(fence)) {
                if (section.equals("Example")) {
                    int first = offset + line(node) + 2;
                    StepReader step = new StepReader(file, first, findings);
                    steps.computeIfAbsent(form, f -> new ArrayList<>()).add(step.read(fence.getLiteral()));
                } else {
                    findings.add(
                            Rule.PAGE_HEADINGS,
                            file,
                            offset + line(node) + 1,
                            "Found an http fence outside of '## Example'; requests stand under that heading.");
                }
            }
        }
        keep(section, lines, sectionStart, lines.size());
        for (String needed : List.of("Cause", "Fix")) {
            if (text(needed).isEmpty()) {
                findings.add(
                        Rule.PAGE_HEADINGS,
                        file,
                        offset + 1,
                        "'## " + needed + "' is missing or empty; a page has Cause and Fix, then Example.");
            }
        }
        return this;
    }

    Page.Prose prose() {
        return new Page.Prose(text("Cause"), text("Fix"), text("Example"), text("Response"), text("Notes"));
    }

    /** Whoever walks a document needs a frame of the stack for each level. */
    private boolean tooDeep(Node document) {
        int depth = 0;
        int line = 0;
        for (Node node = document; node != null; ) {
            if (!node.getSourceSpans().isEmpty()) {
                line = line(node);
            }
            if (depth > DEEPEST) {
                findings.add(
                        Rule.VALUE_VALID,
                        file,
                        offset + line + 1,
                        "Found Markdown in more than " + DEEPEST
                                + " levels; write this with fewer quotes, lists or marks" + " inside each other.");
                return true;
            }
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (node != null && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == null ? null : node.getNext();
        }
        return false;
    }

    /** The answers shown under Response. */
    List<ResponseCheck.Shown> shown() {
        return shown;
    }

    List<Example> examples() {
        return steps.entrySet().stream()
                .map(entry -> new Example(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private String text(String section) {
        return sections.getOrDefault(section, "");
    }

    private void keep(String section, List<String> lines, int from, int to) {
        if (!section.isEmpty()) {
            sections.put(section, String.join("\n", lines.subList(from, to)).strip());
        }
    }

    private void checkHeading(String section, int line) {
        int place = HEADINGS.indexOf(section);
        int last = sections.keySet().stream().mapToInt(HEADINGS::indexOf).max().orElse(-1);
        if (place < 0 || place <= last) {
            findings.add(
                    Rule.PAGE_HEADINGS,
                    file,
                    offset + line + 1,
                    "Found '## " + section + "' here; the headings are " + String.join(", ", HEADINGS)
                            + ", in this order, each once.");
        }
    }

    private static boolean isHttp(FencedCodeBlock fence) {
        return "http".equals(fence.getInfo());
    }

    private static String title(Heading heading) {
        StringBuilder title = new StringBuilder();
        for (Node node = heading.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text text) {
                title.append(text.getLiteral());
            }
        }
        return title.toString().trim();
    }

    private static int line(Node node) {
        return node.getSourceSpans().get(0).getLineIndex();
    }
}
