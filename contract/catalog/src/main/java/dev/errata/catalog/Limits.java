package dev.errata.catalog;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the numbers of {@code errata.yaml} where text says {@code {limits.name}}. */
final class Limits {
    private static final Pattern REFERENCE = Pattern.compile("\\{limits\\.([A-Za-z0-9._-]+)\\}");

    private final Path file;
    private final Map<String, Long> limits;
    private final Findings findings;

    Limits(Path file, Map<String, Long> limits, Findings findings) {
        this.file = file;
        this.limits = limits;
        this.findings = findings;
    }

    /** The text with its numbers; {@code line} is where it begins in the file. */
    String fill(String text, int line) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Long value = limits.get(matcher.group(1));
            if (value == null) {
                int at = line
                        + (int) text.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                findings.add(
                        Rule.LIMIT_KNOWN,
                        file,
                        at,
                        "Found " + matcher.group() + ", but limits: in errata.yaml has "
                                + (limits.isEmpty() ? "no numbers" : String.join(", ", limits.keySet())) + ".");
            }
            matcher.appendReplacement(filled, value == null ? "0" : value.toString());
        }
        return matcher.appendTail(filled).toString();
    }
}
