package dev.errata.webhooks;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the headers of an attempt, some of which the receiver's owner has chosen. */
public final class SentHeaders {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110, section 5.5, without what is not ASCII, which receivers read in different ways. */
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

    /** Those of the connection (RFC 9110, section 7.6.1), and those that say where a request goes and ends. */
    private static final Set<String> CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private SentHeaders() {}

    /** Whether it belongs to the connection, so that nobody may choose its value. */
    public static boolean isOfTheConnection(String name) {
        return CONNECTION.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Why they cannot be sent, in words that continue "delivery failed: …"; null when they can. */
    static @Nullable String fault(Map<String, String> headers) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (!NAME.matcher(name).matches()) {
                return "one of its headers has a name that cannot be sent";
            }
            if (isOfTheConnection(name)) {
                return "its header " + name + " belongs to the connection and cannot be chosen";
            }
            if (!VALUE.matcher(header.getValue()).matches()) {
                return "its header " + name + " has a character that cannot be sent";
            }
        }
        return null;
    }
}
