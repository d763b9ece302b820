package dev.errata.guard.token;

import com.nimbusds.jose.util.Base64URL;
import dev.errata.guard.token.TokenVerdict.Refused;
import dev.errata.guard.token.TokenVerdict.Valid;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds tokens against rules and keys. Thread-safe if keys and clock are.
 *
 * <p>In this order: length, form, algorithm, extensions and type, key, signature, issuer, audience, end, beginning. No
 * key is looked for before the algorithm is allowed, and no claim is read before the signature holds.
 */
public final class TokenVerifier {
    private final TokenRules rules;
    private final TokenKeys keys;
    private final Claims claims;

    /** A verifier. */
    public TokenVerifier(TokenRules rules, TokenKeys keys, InstantSource clock) {
        this.rules = rules;
        this.keys = keys;
        this.claims = new Claims(rules, clock);
    }

    /**
     * What to think of a token.
     *
     * @throws UncheckedIOException when the keys cannot be had at present
     */
    public TokenVerdict verify(String text) {
        if (text.length() > rules.maxCharacters()) {
            return refused(TokenRefusal.TOKEN_MALFORMED);
        }
        CompactToken token = CompactToken.parse(text);
        if (token == null) {
            return refused(TokenRefusal.TOKEN_MALFORMED);
        }
        TokenRefusal refusal = token.refusal(rules);
        return refusal != null ? refused(refusal) : signature(token);
    }

    private TokenVerdict signature(CompactToken token) {
        byte[] payload = token.payload();
        Base64URL signature = token.signature();
        if (payload == null || signature == null) {
            return refused(TokenRefusal.TOKEN_MALFORMED);
        }
        String id = token.keyId();
        TokenKey key = id == null ? null : keys.find(id);
        if (key == null || !token.isFor(key)) {
            return refused(TokenRefusal.UNKNOWN_KEY);
        }
        return key.verifies(token.signed(), signature)
                ? payload(key, payload)
                : refused(TokenRefusal.SIGNATURE_INVALID);
    }

    private TokenVerdict payload(TokenKey key, byte[] payload) {
        Map<String, @Nullable Object> members = TokenJson.object(payload);
        if (members == null) {
            return refused(TokenRefusal.TOKEN_MALFORMED);
        }
        Refused refusal = claims.refusal(members);
        return refusal != null ? refusal : new Valid(claims.token(key, members));
    }

    private static TokenVerdict refused(TokenRefusal reason) {
        return new Refused(reason, null);
    }
}
