package dev.errata.reference.harborprotocol.identity;

import dev.errata.core.ApiError;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.token.TokenGuard;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes the token of the event stream from its query where there is no header, because a browser's {@code EventSource}
 * cannot send one; everywhere else only the header counts.
 */
public record StreamTokens(TokenGuard tokens) implements Guard {
    /** Where the stream is. */
    public static final String EVENTS = "/v1/events";

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        String token = isStream(request) && request.headers("Authorization").isEmpty()
                ? parameter(request, "access_token")
                : "";
        return token.isEmpty() ? tokens.check(request) : tokens.verify(request, token);
    }

    static boolean isStream(GuardedRequest request) {
        return request.path().equals(EVENTS);
    }

    /** A parameter's value; empty when there is none, when it is there twice, or when it cannot be read. */
    static String parameter(GuardedRequest request, String name) {
        String query = request.query();
        String found = "";
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                if (!found.isEmpty()) {
                    return "";
                }
                found = decoded(pair.substring(name.length() + 1));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8).trim();
        } catch (IllegalArgumentException brokenEscape) {
            return "";
        }
    }
}
