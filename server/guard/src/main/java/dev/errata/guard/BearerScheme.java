package dev.errata.guard;

import dev.errata.core.Catalog;
import java.util.List;
import java.util.Locale;

/** Reads {@code Authorization} headers of the scheme Bearer, and writes its challenges (RFC 6750). */
public final class BearerScheme {
    private static final String NAME = "bearer";

    private BearerScheme() {}

    /** Whether the header's value is of this scheme, with a credential or without. */
    public static boolean names(String value) {
        return scheme(value).toLowerCase(Locale.ROOT).equals(NAME);
    }

    /** Whether the request has a credential in {@code Authorization}, right or wrong; a scheme alone is none. */
    public static boolean presented(GuardedRequest request) {
        List<String> headers = request.headers("Authorization");
        return headers.size() > 1 || (headers.size() == 1 && !isMissing(headers.get(0)));
    }

    /** What follows the scheme and its spaces, empty when nothing does: RFC 9110, section 11.4. */
    public static String credential(String value) {
        int at = scheme(value).length();
        while (at < value.length() && value.charAt(at) == ' ') {
            at++;
        }
        return value.substring(at);
    }

    /** The challenge for a request without credentials, which names no error (RFC 6750, section 3.1). */
    public static String challenge(Catalog catalog) {
        return "Bearer realm=\"" + catalog.api().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The challenge for a request whose credential does not hold. */
    public static String invalid(Catalog catalog) {
        return challenge(catalog) + ", error=\"invalid_token\"";
    }

    private static boolean isMissing(String value) {
        return value.isBlank() || (names(value) && credential(value).isEmpty());
    }

    private static String scheme(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? value : value.substring(0, space);
    }
}
