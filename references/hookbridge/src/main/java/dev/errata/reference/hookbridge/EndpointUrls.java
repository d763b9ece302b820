package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.webhooks.UrlCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges addresses of endpoints: first as they are written, then by where they lead to. */
@Component
final class EndpointUrls {
    private static final String FIELD = "url";

    private final UrlCheck check;
    private final long shortest;
    private final long longest;

    EndpointUrls(UrlCheck check, Catalog catalog) {
        this.check = check;
        this.shortest = catalog.limit("url-shortest");
        this.longest = catalog.limit("url-longest");
    }

    /** Looks names up, so it must not be called inside of a transaction. */
    void check(String url) {
        URI address = parsed(url);
        switch (check.judge(address)) {
            case SAFE -> {}
            case FORM -> throw invalid("must have a host whose form everybody reads alike");
            case PORT -> throw invalid(check.portRule());
            case NOT_PUBLIC -> throw HookBridgeErrors.endpointBlocked(address.getHost());
            case UNKNOWN_HOST -> throw HookBridgeErrors.endpointUnreachable(address.getHost());
        }
    }

    private URI parsed(String url) {
        if (url.length() < shortest || url.length() > longest) {
            throw invalid("must have " + shortest + " to " + longest + " characters");
        }
        try {
            URI address = new URI(url);
            String fault = fault(address);
            if (fault != null) {
                throw invalid(fault);
            }
            return address;
        } catch (URISyntaxException e) {
            throw invalid("must be an absolute URL").because(e);
        }
    }

    private static @Nullable String fault(URI address) {
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            return "must be https";
        }
        if (address.getRawUserInfo() != null) {
            return "must not have a user name in it";
        }
        if (address.getHost() == null) {
            return "must have a host";
        }
        if (address.getRawFragment() != null) {
            return "must not have a fragment";
        }
        return isOfThisNetwork(address.getHost().toLowerCase(Locale.ROOT))
                ? "must have a host name that the whole internet knows"
                : null;
    }

    private static boolean isOfThisNetwork(String host) {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        return !literal
                && (host.indexOf('.') < 0
                        || host.endsWith(".localhost")
                        || host.endsWith(".local")
                        || host.endsWith(".internal"));
    }

    private static ApiException invalid(String reason) {
        return HookBridgeErrors.invalidEndpoint(FIELD, reason);
    }
}
