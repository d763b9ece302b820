package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service with this catalog answered. */
public record Reply(int status, HttpHeaders headers, byte[] body, Catalog catalog) {
    Reply(HttpResponse<byte[]> response, Catalog catalog) {
        this(response.statusCode(), response.headers(), response.body(), catalog);
    }

    /** The body. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as maps, lists and plain values. */
    public @Nullable Object json() {
        return Json.read(body);
    }

    /** The members of the body. */
    public Map<String, Object> members() {
        return Json.members(json());
    }

    /** The value at a path such as {@code data.reference}, as text. */
    public String at(String path) {
        Object value = json();
        for (String name : path.split("\\.")) {
            if (value instanceof List<?> items) {
                value = items.get(Integer.parseInt(name));
            } else {
                value = Json.members(value).get(name);
            }
        }
        return String.valueOf(value);
    }

    /** The first value of a header; empty when there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body read as an error. */
    public Envelope.Match match() {
        return catalog.envelope().match(json());
    }

    /** The code of an error; empty for a success. */
    public String code() {
        String code = status < 400 ? null : match().text(Slot.CODE);
        return code == null ? "" : code;
    }

    /** Status and code, which is most of what a caller goes by. */
    public String outcome() {
        return code().isEmpty() ? Integer.toString(status) : status + " " + code();
    }

    /** What keeps an error from being one of the catalog's that a caller can have caused; null when it is one. */
    public @Nullable String foreign() {
        if (status >= 500) {
            return "is our fault";
        }
        if (!header("Content-Type").equals("application/json")) {
            return "is " + header("Content-Type");
        }
        List<String> differences = match().differences();
        if (!differences.isEmpty()) {
            return "is not the envelope: " + differences;
        }
        if (catalog.code(code()) == null) {
            return "has a code that is not in the catalog";
        }
        String message = match().text(Slot.MESSAGE);
        if (message == null || (message.matches("(?s).*\\{[a-z_]+}.*") && !text().contains("{field} $1"))) {
            return "has an unfilled message";
        }
        return header(catalog.requestId().header()).isEmpty() ? "has no request id" : null;
    }
}
