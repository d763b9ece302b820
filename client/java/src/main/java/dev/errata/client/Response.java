package dev.errata.client;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A success.
 *
 * @param status 200 to 299
 * @param headers the headers, in any case
 * @param body the bytes; not copied, so leave them as they are
 * @param requestId the request id of the header, null when the answer has none
 * @param attempts every attempt of the call, the successful one last
 */
public record Response(
        int status,
        HttpHeaders headers,
        byte[] body,
        @Nullable String requestId,
        List<Attempt> attempts) {
    /** The body as text in UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The status and the number of bytes; headers and body may hold secrets. */
    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
