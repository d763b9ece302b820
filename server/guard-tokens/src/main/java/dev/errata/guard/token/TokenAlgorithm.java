package dev.errata.guard.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import org.jspecify.annotations.Nullable;

/** The ways to sign a token that can be taken: with a private key that the verifier does not have (RFC 7518, 3.1). */
public enum TokenAlgorithm {
    /** RSA PKCS#1 1.5 with SHA-256. */
    RS256(JWSAlgorithm.RS256, null),
    /** RSA PKCS#1 1.5 with SHA-384. */
    RS384(JWSAlgorithm.RS384, null),
    /** RSA PKCS#1 1.5 with SHA-512. */
    RS512(JWSAlgorithm.RS512, null),
    /** RSA PSS with SHA-256, and MGF1 with the same. */
    PS256(JWSAlgorithm.PS256, null),
    /** RSA PSS with SHA-384, and MGF1 with the same. */
    PS384(JWSAlgorithm.PS384, null),
    /** RSA PSS with SHA-512, and MGF1 with the same. */
    PS512(JWSAlgorithm.PS512, null),
    /** ECDSA on P-256 with SHA-256. */
    ES256(JWSAlgorithm.ES256, Curve.P_256),
    /** ECDSA on P-384 with SHA-384. */
    ES384(JWSAlgorithm.ES384, Curve.P_384),
    /** ECDSA on P-521 with SHA-512. */
    ES512(JWSAlgorithm.ES512, Curve.P_521);

    /** Immutable, though its type does not say so. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final JWSHeader header;

    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Curve curve;

    TokenAlgorithm(JWSAlgorithm algorithm, @Nullable Curve curve) {
        this.header = new JWSHeader(algorithm);
        this.curve = curve;
    }

    /** The curve of its keys; null for RSA. */
    @Nullable
    Curve curve() {
        return curve;
    }

    /** The algorithm as nimbus wants it for a check; a token's own header is never handed on. */
    JWSHeader header() {
        return header;
    }

    /** The algorithm with exactly this name, null when it is none of these. */
    static @Nullable TokenAlgorithm named(String name) {
        for (TokenAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        return null;
    }
}
