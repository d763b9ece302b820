package dev.errata.guard.token;

import java.util.Locale;

/** The closed set of reasons why a request has no token that holds; the fact {@code reason} is the {@link #word}. */
public enum TokenRefusal {
    /** There is no token. */
    TOKEN_MISSING,
    /** It is too long, or not three canonical segments that hold what they must. */
    TOKEN_MALFORMED,
    /** It names an algorithm that is not taken here. */
    ALG_NOT_ALLOWED,
    /** Its signature is not that of the key it names. */
    SIGNATURE_INVALID,
    /** Its end has passed. */
    TOKEN_EXPIRED,
    /** It begins, or was issued, later than now. */
    TOKEN_NOT_YET_VALID,
    /** It names no key, or one that the issuer does not have for this algorithm. */
    UNKNOWN_KEY,
    /** It holds, but does not say who the caller is. For guards that stand behind; never of this package. */
    IDENTITY_CLAIM_MISSING,
    /** It was issued for somebody else. */
    AUDIENCE_MISMATCH,
    /** Somebody else issued it. */
    ISSUER_MISMATCH,
    /** It breaks another rule: its type, an extension, an end that is absent, no moment, or too far away. */
    VERIFICATION_FAILED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The reason as one word for machines, such as {@code token_expired}. */
    public String word() {
        return word;
    }
}
