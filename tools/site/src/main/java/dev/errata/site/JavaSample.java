package dev.errata.site;

import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A step as Java. */
final class JavaSample {
    /** Headers that the client of the JDK sets itself and refuses from callers. */
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private JavaSample() {}

    static String of(Step step) {
        StringBuilder code =
                new StringBuilder("HttpRequest request = HttpRequest.newBuilder()\n        .uri(URI.create(");
        code.append(literal(step.target())).append("))\n");
        for (Header header : step.headers()) {
            boolean restricted = RESTRICTED.contains(header.name().toLowerCase(Locale.ROOT));
            code.append("        ")
                    .append(restricted ? "// set by the client: " : "")
                    .append(".header(");
            code.append(literal(header.name())).append(", ").append(literal(header.value()));
            code.append(")\n");
        }
        return code.append("        .").append(method(step)).append("""

                        .build();
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString());
                System.out.println(response.statusCode() + " " + response.body());""").toString();
    }

    private static String method(Step step) {
        String body = step.body();
        String publisher = body == null
                ? "HttpRequest.BodyPublishers.noBody()"
                : "HttpRequest.BodyPublishers.ofString(" + text(body) + ")";
        return switch (step.method()) {
            case "GET" -> body == null ? "GET()" : "method(\"GET\", " + publisher + ")";
            case "DELETE" -> body == null ? "DELETE()" : "method(\"DELETE\", " + publisher + ")";
            case "POST" -> "POST(" + publisher + ")";
            case "PUT" -> "PUT(" + publisher + ")";
            default -> "method(" + literal(step.method()) + ", " + publisher + ")";
        };
    }

    /** A text block where it spares escaping. */
    private static String text(String body) {
        if (Piece.anyComputed(Piece.of(body)) || (body.indexOf('"') < 0 && body.indexOf('\n') < 0)) {
            return literal(body);
        }
        String escaped = body.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
        String closed = escaped.endsWith("\"") ? escaped.substring(0, escaped.length() - 1) + "\\\"" : escaped;
        return "\"\"\"\n" + closed.indent(16).stripTrailing() + "\"\"\"";
    }

    private static String literal(String text) {
        List<Piece> pieces = Piece.of(text);
        return String.join(" + ", pieces.stream().map(JavaSample::expression).toList());
    }

    private static String expression(Piece piece) {
        Computed computed = piece.computed();
        if (computed == null) {
            return '"'
                    + piece.text().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                    + '"';
        }
        return switch (computed.kind()) {
            case UUID -> "UUID.randomUUID()";
            case LONG -> "\"a\".repeat(10000)";
            case TIMESTAMP -> "Instant.now().getEpochSecond()";
            case TIME -> "Instant.now().plusSeconds(" + computed.seconds() + ")";
        };
    }
}
