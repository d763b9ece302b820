package dev.errata.client;

import dev.errata.core.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote an answer.
 *
 * <p>Its shape and its request id tell. {@code Via} and {@code Server} do not: a gateway puts them on what it passes on as
 * well as on what it says itself (RFC 9110, 7.6.3 and 10.2.4), and may put on neither.
 */
public enum Origin {
    /**
     * The service: in its envelope, in a body of RFC 9457 whose {@code type} is the page of one of its codes, or with a
     * request id as it mints them.
     */
    SERVICE,
    /** Somebody on the way, such as a proxy, a firewall or a login page. */
    INTERMEDIARY,
    /** Nothing in the answer tells. */
    UNKNOWN;

    /**
     * Who wrote an answer.
     *
     * @param open whether service and gateway alike may write so: a JSON that breaks off, or a body of RFC 9457 that
     *     names none of the catalog's codes
     */
    static Origin of(Catalog catalog, Fit fit, boolean known, @Nullable String headerId, byte[] body, boolean open) {
        if (fit == Fit.WHOLE || (fit == Fit.PART && known)) {
            return SERVICE;
        }
        String prefix = catalog.requestId().prefix();
        if (headerId != null && !prefix.isEmpty() && headerId.startsWith(prefix)) {
            return SERVICE;
        }
        return body.length == 0 || open || fit == Fit.PART ? UNKNOWN : INTERMEDIARY;
    }
}
