package dev.errata.site;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import dev.errata.catalog.SigningScheme;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One request as a command of the shell. */
final class ShellCall {
    /** What curl would read as several addresses. */
    private static final Pattern GLOB = Pattern.compile("[\\[\\]{}]");
    /** Steps of a path that curl would walk by itself. */
    private static final Pattern DOTS = Pattern.compile("/\\.\\.?(?:/|$)");

    private final Step step;
    private final ShellNames names;
    private final String as;

    ShellCall(Step step, ShellNames names) {
        this.step = step;
        this.names = names;
        this.as = step.directive(Kind.AS).map(Directive::argument).orElse("");
    }

    /**
     * The command.
     *
     * @param options of curl, which say what is shown of the answer
     */
    String text(String options) {
        return step.directive(Kind.RAW).isPresent() ? raw(options) : curl(options);
    }

    private String curl(String options) {
        StringBuilder line = new StringBuilder(signing());
        String body = body(line);
        line.append("curl ").append(options);
        if (step.method().equals("HEAD")) {
            line.append(" --head");
        } else if (!step.method().equals(body.isEmpty() ? "GET" : "POST")) {
            line.append(" -X ").append(step.method());
        }
        String bare = Piece.VARIABLE.matcher(step.target()).replaceAll("");
        if (GLOB.matcher(bare).find()) {
            line.append(" --globoff");
        }
        if (DOTS.matcher(bare).find()) {
            line.append(" --path-as-is");
        }
        line.append(' ').append(quote(step.target()));
        step.headers().forEach(header -> line.append(header(header)));
        if (!body.isEmpty()
                && step.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
            // curl would call it a form.
            line.append(" \\\n  -H 'Content-Type:'");
        }
        signed(line);
        return line.append(body).toString();
    }

    private String header(Header header) {
        return " \\\n  -H "
                + quote(header.value().isEmpty() ? header.name() + ";" : header.name() + ": " + header.value());
    }

    /** How curl gets the body; what makes the body comes before. */
    private String body(StringBuilder before) {
        String text = step.body();
        boolean signed = step.directive(Kind.SIGN).isPresent();
        String size = step.directive(Kind.BODY_SIZE).map(Directive::argument).orElse("");
        if (signed) {
            before.append("printf '%s' \"$body\" | ");
        } else if (!size.isEmpty()) {
            before.append(grown(size)).append(" | ");
        } else if (text == null) {
            return "";
        } else if (ShellNames.variables(text).isEmpty()) {
            return " \\\n  --data-binary " + quote(text);
        } else {
            // A value may be longer than an argument can be.
            return " \\\n  --data-binary @- <<<" + quote(text);
        }
        return " \\\n  --data-binary @-";
    }

    private String grown(String size) {
        names.use(ShellHelper.GROW);
        String text = step.body();
        return "grow " + quote(size).replaceAll("^'(\\d+)'$", "$1") + " " + quote(text == null ? "x" : text);
    }

    /** The lines that sign the body. */
    private String signing() {
        return step.directive(Kind.SIGN)
                .map(sign -> {
                    names.use(ShellHelper.HMAC);
                    ShellWords words = ShellWords.of(sign.argument());
                    SigningScheme scheme = SigningScheme.named(words.first());
                    if (scheme == null) {
                        return "";
                    }
                    String size = step.directive(Kind.BODY_SIZE)
                            .map(Directive::argument)
                            .orElse("");
                    String text = step.body();
                    String body = !size.isEmpty() ? "$(" + grown(size) + ")" : quote(text == null ? "" : text);
                    String payload = scheme.payload()
                            .replace("{body}", "$body")
                            .replace("{id}", "$id")
                            .replace("{timestamp}", "$timestamp");
                    return "body=" + body + "\nid=" + quote(words.pairs().getOrDefault("id", "{{$uuid}}"))
                            + "\ntimestamp=" + quote(words.pairs().getOrDefault("timestamp", "{{$timestamp}}"))
                            + "\nsignature=$(printf '%s' \"" + payload + "\" | hmac "
                            + (scheme.base64Secret() ? "base64 " : "hex ")
                            + quote(words.pairs().getOrDefault("secret", "")) + ")\n";
                })
                .orElse("");
    }

    private void signed(StringBuilder line) {
        step.directive(Kind.SIGN)
                .map(sign -> SigningScheme.named(ShellWords.of(sign.argument()).first()))
                .ifPresent(scheme -> {
                    line.append(" \\\n  -H \"").append(scheme.timestamp()).append(": $timestamp\"");
                    if (scheme.id() != null) {
                        line.append(" \\\n  -H \"").append(scheme.id()).append(": $id\"");
                    }
                    line.append(" \\\n  -H \"")
                            .append(scheme.signature().name())
                            .append(": ");
                    line.append(scheme.signature().value().replaceAll("\\{(hex|base64)}", "\\$signature"));
                    line.append('"');
                });
    }

    private String raw(String options) {
        names.use(ShellHelper.RAW);
        // Scheme and host stand there for editors; no client sends them.
        String text = step.text().replaceFirst("\\A(\\S+ +)\\{\\{\\s*base\\s*}}(?=/)", "$1");
        List<String> lines =
                Arrays.asList((text.contains("\n\n") || text.endsWith("\n") ? text : text + "\n").split("\n", -1));
        return lines.stream()
                        .map(line -> line.isEmpty() ? "''" : quote(line))
                        .collect(Collectors.joining(" \\\n  ", "printf '%s\\r\\n' \\\n  ", " | raw"))
                + (options.contains("/dev/null") ? " > /dev/null" : "");
    }

    private String quote(String text) {
        return names.quote(text, as);
    }
}
