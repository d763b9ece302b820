package dev.errata.probe;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes; its target is kept as written, since broken targets must be sendable.
 *
 * @param secure whether it is {@code https}
 * @param host name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param target path and query as written, at least {@code /}
 */
public record Address(boolean secure, String host, int port, String target) {
    /**
     * Reads an absolute address.
     *
     * @throws IllegalArgumentException when it is not {@code http(s)://host[:port]…}
     */
    public static Address of(String text) {
        int scheme = text.indexOf("://");
        String name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address to send to. It must begin with http:// or https://.");
        }
        int end = scheme + 3;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        URI authority = authority(text, text.substring(0, end));
        boolean secure = name.equals("https");
        String host = authority.getHost().replaceAll("[\\[\\]]", "");
        int port = authority.getPort() > 0 ? authority.getPort() : secure ? 443 : 80;
        String rest = text.substring(end);
        return new Address(secure, host, port, rest.startsWith("/") ? rest : "/" + rest);
    }

    private static URI authority(String text, String origin) {
        @Nullable URI uri = null;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException notAnAuthority) {
            // told below, with the whole address
        }
        if (uri == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' has no host that can be read. Write http://host:port/path.");
        }
        return uri;
    }

    /** What stands in {@code Host}: the port only when it is not the scheme's own. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /** Whether it is of this machine. */
    public boolean loopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** The address as text. */
    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority() + target;
    }
}
