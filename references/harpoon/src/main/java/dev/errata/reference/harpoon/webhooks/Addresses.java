package dev.errata.reference.harpoon.webhooks;

import dev.errata.reference.harpoon.HarpoonErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;

/** Addresses that callers give us: whether they can be read, and whether they are safe to call. */
public final class Addresses {
    private final Predicate<URI> safe;

    /** Judges safety by the rules of whoever will call the address. */
    public Addresses(Predicate<URI> safe) {
        this.safe = safe;
    }

    /** An absolute http or https address; else {@code INVALID_URL}. */
    public String absolute(String field, Object sent) {
        return parse(field, sent).toString();
    }

    /** An address that events may be sent to; else {@code INVALID_URL} or {@code INVALID_WEBHOOK_URL}. */
    public String webhook(String field, Object sent) {
        URI uri = parse(field, sent);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || !safe.test(uri)) {
            throw HarpoonErrors.invalidWebhookUrl(field, sent.toString());
        }
        return uri.toString();
    }

    private static URI parse(String field, Object sent) {
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
