package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered.
 *
 * @param status from 100 to 999
 * @param headers in the order they came
 * @param body empty when there is none
 */
public record Answer(int status, List<Header> headers, byte[] body) {
    /** The first header of this name, without regard to case. */
    public Optional<String> header(String name) {
        return Headers.first(headers, name);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as a tree of maps, lists, strings, numbers and booleans; null when it is not JSON. */
    public @Nullable Object json() {
        return Json.parse(text());
    }

    boolean success() {
        return status >= 200 && status < 300;
    }

    boolean error() {
        return status >= 400;
    }

    /** The media type without parameters, in lower case; empty when there is none. */
    String mediaType() {
        return header("Content-Type")
                .map(type -> type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body's beginning on one line, for people. */
    String beginning(int most) {
        String line = text().replaceAll("\\s+", " ").trim();
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }
}
