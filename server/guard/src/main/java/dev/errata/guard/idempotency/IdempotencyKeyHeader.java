package dev.errata.guard.idempotency;

import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header with the idempotency key, bare ({@code order-1}) or as a quoted string ({@code "order-1"}), which is
 * the same key. Thread-safe.
 *
 * <p>The draft (draft-ietf-httpapi-idempotency-key-header-07) asks for a quoted string of structured fields (RFC 9651,
 * section 3.3.3); nearly all clients send the key bare.
 */
public final class IdempotencyKeyHeader {
    /** The name that the draft gives it. */
    public static final String NAME = "Idempotency-Key";

    /** Characters that a key can have. */
    public static final int MAX_CHARACTERS = 255;

    private static final String RULE = "must be 1 to " + MAX_CHARACTERS
            + " visible ASCII characters without spaces, bare or between double quotes";

    private final Catalog catalog;

    /** A reader that refuses in this contract. */
    public IdempotencyKeyHeader(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The key without its quotes, null when the header was not sent.
     *
     * @param values of the header, in the order sent
     * @throws ApiException {@code request.header} when it was sent twice or is not a key
     */
    public @Nullable String read(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw refusal("must be sent once");
        }
        String value = values.get(0);
        String key = value.startsWith("\"") ? unquoted(value) : value;
        if (key == null || key.isEmpty() || key.length() > MAX_CHARACTERS || !isVisible(key)) {
            throw refusal(RULE);
        }
        return key;
    }

    /** What stands between the quotes; null when something follows them, or an escape is none. */
    private static @Nullable String unquoted(String value) {
        StringBuilder key = new StringBuilder();
        for (int at = 1; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"') {
                return at == value.length() - 1 ? key.toString() : null;
            }
            if (c == '\\') {
                at++;
                if (at == value.length() || (value.charAt(at) != '"' && value.charAt(at) != '\\')) {
                    return null;
                }
            }
            key.append(value.charAt(at));
        }
        return null;
    }

    private static boolean isVisible(String key) {
        return key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private ApiException refusal(String rule) {
        return catalog.answer(Condition.REQUEST_HEADER, Facts.field(NAME, "header", rule))
                .exception();
    }
}
