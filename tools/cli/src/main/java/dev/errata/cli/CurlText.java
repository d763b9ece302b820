package dev.errata.cli;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a step of an example as a command for a shell; its variables become those of the shell. */
final class CurlText {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*}}");

    private CurlText() {}

    static String of(Step step, String base) {
        if (step.directive(Directive.Kind.RAW).isPresent()) {
            return step.text().replace("{{base}}", base);
        }
        StringBuilder line = new StringBuilder("curl -i");
        if (!step.method().equals("GET")) {
            line.append(" -X ").append(step.method());
        }
        line.append(' ').append(quote(step.target().replace("{{base}}", base)));
        for (Header header : step.headers()) {
            line.append(" \\\n  -H ").append(quote(header.name() + ": " + header.value()));
        }
        if (step.body() != null) {
            line.append(" \\\n  --data-binary ").append(quote(step.body().replace("{{base}}", base)));
        }
        return line.toString();
    }

    /** Single quotes keep text as it is; where a variable stands, double quotes with what they need escaped. */
    private static String quote(String text) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.find()) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        String escaped = text.replaceAll("(?<!\\{\\{)([\"`$\\\\])", "\\\\$1");
        return '"'
                + VARIABLE.matcher(escaped).replaceAll(found -> Matcher.quoteReplacement(shell(found.group(1))))
                + '"';
    }

    private static String shell(String name) {
        return switch (name) {
            case "$uuid" -> "$(uuidgen)";
            case "$timestamp" -> "$(date +%s)";
            case "$now" -> "$(date -u +%FT%TZ)";
            default -> "${" + name.replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("^_", "") + "}";
        };
    }
}
