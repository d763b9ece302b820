package dev.errata.reference.control;

import dev.errata.webhooks.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What a test receiver got. */
public record Heard(String path, Map<String, Object> headers, String body) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    static Heard of(Map<String, Object> received) {
        return new Heard(
                String.valueOf(received.get("path")),
                Json.members(received.get("headers")),
                String.valueOf(received.get("body")));
    }

    /** A header; {@code "null"} when it is absent. */
    public String header(String name) {
        return String.valueOf(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The members of the body. */
    public Map<String, Object> members() {
        return Json.members(Json.read(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether a receiver with this secret would believe it. */
    public boolean verified(SignatureScheme scheme, String secret, Instant now) {
        return scheme.verify(this::header, body.getBytes(StandardCharsets.UTF_8), secret, now, TOLERANCE);
    }
}
