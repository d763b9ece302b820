package dev.errata.guard.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a verifier found. */
public sealed interface TokenVerdict {
    /**
     * The token holds.
     *
     * @param token what it says
     */
    record Valid(VerifiedToken token) implements TokenVerdict {}

    /**
     * The token does not hold.
     *
     * @param reason why
     * @param expiredAt its end, when it has passed and all before it held; null otherwise
     */
    record Refused(TokenRefusal reason, @Nullable Instant expiredAt) implements TokenVerdict {}
}
