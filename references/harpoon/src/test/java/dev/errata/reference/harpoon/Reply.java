package dev.errata.reference.harpoon;

import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service answered. */
record Reply(int status, HttpHeaders headers, byte[] body) {
    Reply(HttpResponse<byte[]> response) {
        this(response.statusCode(), response.headers(), response.body());
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Nullable
    Object json() {
        return Json.read(body);
    }

    Map<String, Object> members() {
        return Json.members(json());
    }

    /** The value at a path such as {@code data.reference}, as text. */
    String at(String path) {
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
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Envelope.Match match() {
        return HarpoonErrors.CATALOG.envelope().match(json());
    }

    /** The code of an error; empty for a success. */
    String code() {
        String code = status < 400 ? null : match().text(Slot.CODE);
        return code == null ? "" : code;
    }

    /** Status and code, which is most of what a caller goes by. */
    String outcome() {
        return code().isEmpty() ? Integer.toString(status) : status + " " + code();
    }
}
