package dev.errata.reference.hookbridge;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.webhooks.SentHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges headers that callers give to deliveries. */
@Component
final class CustomHeaders {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?|");

    /** What says who we are and what we send. */
    private static final Set<String> OURS =
            Set.of("authorization", "content-encoding", "content-type", "cookie", "user-agent");

    private static final String SIGNATURE = "x-webhook-";

    private final Catalog catalog;

    CustomHeaders(Catalog catalog) {
        this.catalog = catalog;
    }

    void check(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return;
        }
        if (headers.size() > catalog.limit("header-entries")) {
            throw refuse("headers", "must have at most " + catalog.limit("header-entries") + " members");
        }
        long bytes = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                throw refuse("headers", "must have names of letters, digits and hyphens");
            }
            String field = "headers." + header.getKey();
            if (OURS.contains(name) || name.startsWith(SIGNATURE) || SentHeaders.isOfTheConnection(name)) {
                throw refuse(field, "must be left out: HookBridge sets this header itself");
            }
            if (!VALUE.matcher(header.getValue()).matches()) {
                throw refuse(field, "must be visible ASCII characters, with spaces between them only");
            }
            bytes += name.length() + header.getValue().getBytes(StandardCharsets.US_ASCII).length;
        }
        if (bytes > catalog.limit("header-bytes")) {
            throw refuse("headers", "must have at most " + catalog.limit("header-bytes") + " bytes");
        }
    }

    private ApiException refuse(String field, String rule) {
        return catalog.answer(Condition.REQUEST_BODY_FIELD_CONSTRAINT, Facts.field(field, "body", rule))
                .exception();
    }
}
