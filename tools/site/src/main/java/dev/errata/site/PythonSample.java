package dev.errata.site;

import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** A step as Python; requests has no name of its own for rare methods. */
final class PythonSample {
    private static final Set<String> NAMED = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final Set<String> imports = new TreeSet<>(Set.of("import requests"));

    private PythonSample() {}

    static String of(Step step) {
        return new PythonSample().write(step);
    }

    private String write(Step step) {
        StringBuilder call = new StringBuilder("response = requests.");
        if (NAMED.contains(step.method())) {
            call.append(step.method().toLowerCase(Locale.ROOT)).append("(\n");
        } else {
            call.append("request(\n    ").append(literal(step.method())).append(",\n");
        }
        call.append("    ").append(literal(step.target())).append(",\n");
        if (!step.headers().isEmpty()) {
            call.append("    headers={\n");
            for (Header header : step.headers()) {
                call.append("        ").append(literal(header.name())).append(": ");
                call.append(literal(header.value())).append(",\n");
            }
            call.append("    },\n");
        }
        String body = step.body();
        if (body != null) {
            boolean ascii = body.chars().allMatch(c -> c < 0x80);
            call.append("    data=").append(literal(body)).append(ascii ? ",\n" : ".encode(),\n");
        }
        call.append(")\nprint(response.status_code, response.text)");
        return String.join("\n", imports) + "\n\n" + call;
    }

    private String literal(String text) {
        List<Piece> pieces = Piece.of(text);
        boolean computed = Piece.anyComputed(pieces);
        String mark = text.contains("\n") ? "\"\"\"" : text.contains("\"") && !text.contains("'") ? "'" : "\"";
        StringBuilder literal = new StringBuilder(computed ? "f" : "").append(mark);
        for (Piece piece : pieces) {
            Computed value = piece.computed();
            if (value != null) {
                literal.append('{').append(compute(value)).append('}');
                continue;
            }
            String escaped = piece.text().replace("\\", "\\\\").replace(mark, "\\" + mark);
            literal.append(computed ? doubleBraces(escaped) : escaped);
        }
        if (mark.length() > 1 && text.endsWith("\"")) {
            literal.insert(literal.length() - 1, '\\');
        }
        return literal.append(mark).toString();
    }

    /** Doubles the braces of the text; those of the reader's variables go when they are filled in. */
    private static String doubleBraces(String text) {
        Matcher variable = Piece.VARIABLE.matcher(text);
        StringBuilder doubled = new StringBuilder();
        int at = 0;
        while (variable.find()) {
            doubled.append(text.substring(at, variable.start())
                            .replace("{", "{{")
                            .replace("}", "}}"))
                    .append(variable.group());
            at = variable.end();
        }
        return doubled.append(text.substring(at).replace("{", "{{").replace("}", "}}"))
                .toString();
    }

    private String compute(Computed computed) {
        return switch (computed.kind()) {
            case UUID -> {
                imports.add("import uuid");
                yield "uuid.uuid4()";
            }
            case LONG -> "10000 * chr(97)";
            case TIMESTAMP -> {
                imports.add("import time");
                yield "int(time.time())";
            }
            case TIME -> {
                imports.add("from datetime import datetime, timedelta, timezone");
                yield "(datetime.now(timezone.utc) + timedelta(seconds=" + computed.seconds() + ")).isoformat()";
            }
        };
    }
}
