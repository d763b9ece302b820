package dev.errata.guard.idempotency;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that can be given again, byte by byte.
 *
 * @param status of the answer
 * @param contentType of the body, null when there is none
 * @param body the bytes; not copied
 * @param headers those that belong to the answer, such as {@code Location}; never the request id, the date, cookies or
 *     rate limits, which belong to one request
 */
public record StoredAnswer(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {
    /** The header that marks an answer as given before. */
    public static final String REPLAYED = "Idempotent-Replayed";

    /**
     * Checks the headers.
     *
     * @throws IllegalArgumentException when a header would break out of its line
     */
    public StoredAnswer {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c == '\r' || c == '\n') || name.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "Header '" + name + "' has a line break, or a colon in its name;" + " it cannot be kept");
            }
        });
    }

    /** The same answer, marked as given before. */
    public StoredAnswer replayed() {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(REPLAYED, "true");
        return new StoredAnswer(status, contentType, body, more);
    }
}
