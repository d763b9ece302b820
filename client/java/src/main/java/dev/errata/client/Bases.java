package dev.errata.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand before the path of a request. */
final class Bases {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Bases() {}

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when paths cannot be put behind it, or nothing can be sent there
     */
    static void check(String api, String base) {
        String problem = problem(base);
        if (problem != null) {
            throw new IllegalArgumentException("The base '" + base + "' " + problem + "; it must be the http or https"
                    + " address where " + api + " stands, with a host and at most a path, such as"
                    + " https://api.example.com/v2. Give it to ErrataClient.of.");
        }
    }

    private static @Nullable String problem(String base) {
        URI uri;
        try {
            uri = new URI(base);
        } catch (URISyntaxException e) {
            return "is no address (" + e.getReason() + " at index " + e.getIndex() + ")";
        }
        if (uri.getScheme() == null) {
            return "has no scheme";
        }
        if (!SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            return "has the scheme '" + uri.getScheme() + "'";
        }
        if (uri.getHost() == null) {
            return uri.getRawAuthority() == null
                    ? "names no host"
                    : "names the host '" + uri.getRawAuthority() + "', which is no host name by RFC 3986";
        }
        return uri.getRawQuery() == null && uri.getRawFragment() == null ? null : "has a query or a fragment";
    }
}
