package dev.errata.catalog;

import dev.errata.catalog.Example.Header;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor signs a webhook, as data: HMAC-SHA256 over a payload, in a header.
 *
 * @param payload with {@code {id}}, {@code {timestamp}} (Unix seconds) and, last, {@code {body}}
 * @param signature header and value with {@code {hex}} or {@code {base64}}
 * @param timestamp header of the timestamp
 * @param id header of the delivery's id, null when there is none
 * @param base64Secret whether the key is what follows {@code whsec_}, decoded; else the whole secret as UTF-8
 */
public record SigningScheme(
        String payload,
        Header signature,
        String timestamp,
        @Nullable String id,
        boolean base64Secret) {

    private static final Map<String, SigningScheme> KNOWN = new TreeMap<>(Map.of(
            "harpoon",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("X-Harpoon-Signature", "sha256={hex}"),
                    "X-Harpoon-Timestamp",
                    "X-Harpoon-Webhook-ID",
                    false),
            "hookbridge",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("X-Webhook-Signature", "sha256={hex}"),
                    "X-Webhook-Timestamp",
                    "X-Webhook-Id",
                    false),
            "harbor",
            new SigningScheme(
                    "{timestamp}.{body}",
                    new Header("Harbor-Signature", "{hex}"),
                    "Harbor-Timestamp",
                    "Harbor-Delivery-Id",
                    false),
            // standardwebhooks.com, symmetric form
            "standard",
            new SigningScheme(
                    "{id}.{timestamp}.{body}",
                    new Header("webhook-signature", "v1,{base64}"),
                    "webhook-timestamp",
                    "webhook-id",
                    true)));

    /** The scheme with this name, null when there is none. */
    public static @Nullable SigningScheme named(String name) {
        return KNOWN.get(name);
    }

    /** The names of all schemes, in order. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(KNOWN.keySet());
    }
}
