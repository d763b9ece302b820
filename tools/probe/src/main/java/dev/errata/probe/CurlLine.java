package dev.errata.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Shows a request as a line for a shell. */
final class CurlLine {
    private static final int MOST_BODY = 2000;

    private CurlLine() {}

    static String of(Sent sent) {
        if (sent.raw()) {
            String bytes = new String(sent.wire(), UTF_8).replace("\\", "\\\\").replace("%", "%%");
            return "printf " + quote(bytes.replace("\r", "\\r").replace("\n", "\\n")) + " | nc "
                    + sent.address().host() + " " + sent.address().port();
        }
        StringBuilder line = new StringBuilder(
                "curl -i -X " + sent.method() + " " + quote(sent.address().toString()));
        sent.headers().forEach(header -> line.append(" -H ").append(quote(header.name() + ": " + header.value())));
        if (sent.body().length > MOST_BODY) {
            line.append(" --data-binary @body   # ").append(sent.body().length).append(" bytes");
        } else if (sent.body().length > 0) {
            line.append(" --data-binary ").append(quote(new String(sent.body(), UTF_8)));
        }
        return line.toString();
    }

    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
