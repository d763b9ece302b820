package dev.errata.guard.token;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token in compact form (RFC 7515, 7.1), taken apart and not yet believed.
 *
 * @param header the members of its first segment
 * @param text the whole token
 */
record CompactToken(Map<String, ? extends @Nullable Object> header, String text) {
    /**
     * Extensions change what the other segments mean, and none is known here: {@code crit} asks for them, even an empty
     * one, which RFC 7515 forbids; {@code enc} and {@code zip} belong to encrypted tokens.
     */
    private static final Set<String> EXTENSIONS = Set.of("crit", "b64", "enc", "zip");

    private static final String MEDIA_TYPE_PREFIX = "application/";

    /** The token, null when it has not three segments or the first is no header. */
    static @Nullable CompactToken parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return null;
        }
        byte[] bytes = canonical(text.substring(0, first));
        Map<String, @Nullable Object> header = bytes == null ? null : TokenJson.object(bytes);
        return header == null ? null : new CompactToken(header, text);
    }

    /** Why the header alone refuses the token, null when it does not; the key is not looked at. */
    @Nullable
    TokenRefusal refusal(TokenRules rules) {
        if (!(header.get("alg") instanceof String name)) {
            return TokenRefusal.TOKEN_MALFORMED;
        }
        TokenAlgorithm algorithm = TokenAlgorithm.named(name);
        if (algorithm == null || !rules.algorithms().contains(algorithm)) {
            return TokenRefusal.ALG_NOT_ALLOWED;
        }
        boolean asAgreed = EXTENSIONS.stream().noneMatch(header::containsKey)
                && isOneOf("typ", rules.types())
                && isOneOf("cty", rules.contentTypes());
        return asAgreed ? null : TokenRefusal.VERIFICATION_FAILED;
    }

    private boolean isOneOf(String member, Set<String> types) {
        if (!header.containsKey(member)) {
            return true;
        }
        if (!(header.get(member) instanceof String type)) {
            return false;
        }
        String small = type.toLowerCase(Locale.ROOT);
        return types.contains(
                small.startsWith(MEDIA_TYPE_PREFIX) ? small.substring(MEDIA_TYPE_PREFIX.length()) : small);
    }

    /** The id of the key that is said to have signed it, null when it says none. */
    @Nullable
    String keyId() {
        return header.get("kid") instanceof String id && !id.isEmpty() ? id : null;
    }

    /** Whether the key is for the algorithm that the header names. */
    boolean isFor(TokenKey key) {
        return key.algorithm().name().equals(header.get("alg"));
    }

    /** What was signed. */
    byte[] signed() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** The payload's bytes, which may be none, null when they are not in canonical form. */
    byte @Nullable [] payload() {
        return canonical(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.')));
    }

    /** The signature, null when it is absent or not in canonical form. */
    @Nullable
    Base64URL signature() {
        String segment = text.substring(text.lastIndexOf('.') + 1);
        return segment.isEmpty() || canonical(segment) == null ? null : new Base64URL(segment);
    }

    /** The bytes, if this is the only way to write them: otherwise one token could be sent in many spellings. */
    private static byte @Nullable [] canonical(String segment) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(segment);
            boolean only = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(segment);
            return only ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
