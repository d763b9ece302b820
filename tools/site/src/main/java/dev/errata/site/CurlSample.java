package dev.errata.site;

import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import java.util.List;

/** A step as a command for a shell. */
final class CurlSample {
    private CurlSample() {}

    static String of(Step step) {
        StringBuilder line = new StringBuilder("curl -i");
        if (step.method().equals("HEAD")) {
            line.append(" --head");
        } else if (!step.method().equals(step.body() == null ? "GET" : "POST")) {
            line.append(" -X ").append(step.method());
        }
        if (Piece.VARIABLE.matcher(step.target()).replaceAll("").matches(".*[\\[\\]{}].*")) {
            line.append(" --globoff");
        }
        line.append(' ').append(quote(step.target()));
        for (Header header : step.headers()) {
            line.append(" \\\n  -H ").append(quote(header.name() + ": " + header.value()));
        }
        String body = step.body();
        if (body != null) {
            line.append(" \\\n  --data-binary ").append(quote(body));
        }
        return line.toString();
    }

    /** Single quotes keep text as it is; double quotes let the shell compute. */
    private static String quote(String text) {
        List<Piece> pieces = Piece.of(text);
        if (!Piece.anyComputed(pieces)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (Piece piece : pieces) {
            Computed computed = piece.computed();
            quoted.append(computed == null ? piece.text().replaceAll("([\"`$\\\\])", "\\\\$1") : compute(computed));
        }
        return quoted.append('"').toString();
    }

    private static String compute(Computed computed) {
        return switch (computed.kind()) {
            case UUID -> "$(uuidgen)";
            case LONG -> "$(printf 'a%.0s' $(seq 20000))";
            case TIMESTAMP -> "$(date +%s)";
            case TIME -> "$(date -u -d '" + computed.seconds() + " seconds' +%FT%TZ)";
        };
    }
}
