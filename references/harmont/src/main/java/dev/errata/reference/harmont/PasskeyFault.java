package dev.errata.reference.harmont;

import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be wrong with what an authenticator has answered. */
enum PasskeyFault {
    UNREADABLE("the answer has no form that an authenticator gives, or lacks a part"),
    ORIGIN("the answer was made on another site than this one"),
    RELYING_PARTY("the answer is for another relying party than this one"),
    SIGNATURE("the signature is not that of the passkey"),
    COUNTER("the authenticator's count has not gone on since it was last seen, as when there are two copies of it"),
    ACCOUNT("the answer names another account than the one of the passkey"),
    REFUSED("the answer does not keep the rules that the options ask for");

    private final String sentence;

    PasskeyFault(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sentence() {
        return sentence;
    }

    static PasskeyFault of(@Nullable RuntimeException cause) {
        if (cause instanceof BadOriginException) {
            return ORIGIN;
        }
        if (cause instanceof BadRpIdException) {
            return RELYING_PARTY;
        }
        if (cause instanceof BadSignatureException) {
            return SIGNATURE;
        }
        return cause instanceof MaliciousCounterValueException ? COUNTER : REFUSED;
    }
}
