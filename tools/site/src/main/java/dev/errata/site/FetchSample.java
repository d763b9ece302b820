package dev.errata.site;

import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.util.List;
import java.util.regex.Pattern;

/** A step as JavaScript. */
final class FetchSample {
    /** What means something within backticks. */
    private static final Pattern ESCAPED = Pattern.compile("([`\\\\]|\\$(?=\\{))");

    private FetchSample() {}

    static String of(Step step) {
        StringBuilder code = new StringBuilder("const response = await fetch(").append(literal(step.target()));
        String body = step.body();
        boolean plain = step.method().equals("GET") && step.headers().isEmpty() && body == null;
        if (!plain) {
            code.append(", {\n");
            if (!step.method().equals("GET")) {
                code.append("  method: ").append(literal(step.method())).append(",\n");
            }
            if (!step.headers().isEmpty()) {
                code.append("  headers: {\n");
                for (Header header : step.headers()) {
                    code.append("    ").append(literal(header.name())).append(": ");
                    code.append(literal(header.value())).append(",\n");
                }
                code.append("  },\n");
            }
            if (body != null) {
                code.append("  body: ").append(literal(body)).append(",\n");
            }
            code.append('}');
        }
        return code.append(");\nconsole.log(response.status, await response.text());")
                .toString();
    }

    /** The quotation marks that need the least escaping; backticks for several lines and for what is computed. */
    private static String literal(String text) {
        List<Piece> pieces = Piece.of(text);
        if (Piece.anyComputed(pieces) || text.contains("\n")) {
            StringBuilder template = new StringBuilder("`");
            for (Piece piece : pieces) {
                Computed computed = piece.computed();
                template.append(
                        computed == null
                                ? ESCAPED.matcher(piece.text()).replaceAll("\\\\$1")
                                : "${" + compute(computed) + "}");
            }
            return template.append('`').toString();
        }
        char mark = text.indexOf('"') >= 0 && text.indexOf('\'') < 0 ? '\'' : '"';
        return mark + text.replace("\\", "\\\\").replace("" + mark, "\\" + mark) + mark;
    }

    private static String compute(Computed computed) {
        return switch (computed.kind()) {
            case UUID -> "crypto.randomUUID()";
            case LONG -> "\"a\".repeat(10000)";
            case TIMESTAMP -> "Math.floor(Date.now() / 1000)";
            case TIME ->
                computed.seconds() == 0
                        ? "new Date().toISOString()"
                        : "new Date(Date.now() + " + computed.seconds() * 1000 + ").toISOString()";
        };
    }
}
