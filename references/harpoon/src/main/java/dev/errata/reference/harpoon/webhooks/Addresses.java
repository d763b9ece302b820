package dev.errata.reference.harpoon.webhooks;

import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.webhooks.UrlCheck;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that callers give us: whether they can be read, and whether they are safe to call. */
public final class Addresses {
    private final UrlCheck check;

    /** Judges safety by the rules of whoever will call the address. */
    public Addresses(UrlCheck check) {
        this.check = check;
    }

    /** An address that a browser can be sent to; else {@code INVALID_URL}. */
    public URI web(String field, Object sent) {
        URI uri = parse(field, sent);
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw HarpoonErrors.invalidUrl(field, sent);
        }
        return uri;
    }

    /** The text of an address that events may be sent to; else {@code INVALID_WEBHOOK_URL}. */
    public String safe(String field, URI uri) {
        String broken = check.broken(uri);
        if (broken != null) {
            throw HarpoonErrors.invalidWebhookUrl(field, uri.toString(), broken);
        }
        return uri.toString();
    }

    /** An absolute address with a host; else {@code INVALID_URL}. */
    public URI parse(String field, Object sent) {
        if (sent instanceof String text) {
            try {
                URI uri = new URI(text);
                if (uri.isAbsolute() && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException notAnAddress) {
                throw HarpoonErrors.invalidUrl(field, sent).because(notAnAddress);
            }
        }
        throw HarpoonErrors.invalidUrl(field, sent);
    }
}
