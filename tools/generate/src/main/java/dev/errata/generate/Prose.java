package dev.errata.generate;

import dev.errata.catalog.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page's prose in the comments of generated modules. */
final class Prose {
    /** Lines that mean something by where they begin: lists, fences, tables, and what is indented. */
    private static final Pattern FORMED = Pattern.compile("(?m)^([-*>|#]|\\d+[.)] |```|\\s)");

    private Prose() {}

    /** The lines of a code's comment: its title, what to do, and with {@code details} what it tells. */
    static List<String> ofCode(Page page, int width, boolean details) {
        List<String> lines = new ArrayList<>(wrapped(page.title() + ".", width));
        for (String paragraph : page.prose().fix().strip().split("\\n\\s*\\n")) {
            lines.add("");
            if (FORMED.matcher(paragraph).find()) {
                paragraph.lines().forEach(line -> lines.addAll(wrapped(line.stripTrailing(), width)));
            } else {
                lines.addAll(wrapped(paragraph, width));
            }
        }
        if (details && !page.details().isEmpty()) {
            lines.add("");
            lines.add("Details:");
            for (Page.DetailDoc detail : page.details()) {
                String line = detail.name() + ": " + ofDetail(detail);
                wrapped(line, width - 4).forEach(part -> lines.add("    " + part));
            }
        }
        return lines.stream().map(Prose::visible).toList();
    }

    /** What a detail means. */
    static String ofDetail(Page.DetailDoc detail) {
        return visible(detail.doc().strip().replaceAll("\\s+", " ")) + " ("
                + detail.type().word() + ")";
    }

    /** Without characters that would end a line or a comment unseen. */
    static String visible(String line) {
        return line.replaceAll("\\p{Cntrl}", " ");
    }

    /** Lines of at most so many characters, but for words that are longer; what begins indented stays so. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String body = text.stripLeading();
        StringBuilder line = new StringBuilder(text.substring(0, text.length() - body.length()));
        for (String word : body.split("\\s+")) {
            if (!line.toString().isBlank() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
