package dev.errata.guard.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** A public key that checks signatures of one algorithm. Immutable; thread-safe. */
public final class TokenKey {
    private static final int SHORTEST_RSA_BITS = 2048;

    private final String id;
    private final TokenAlgorithm algorithm;
    private final PublicKey key;
    private final JWSVerifier verifier;

    private TokenKey(String id, TokenAlgorithm algorithm, PublicKey key, JWSVerifier verifier) {
        this.id = id;
        this.algorithm = algorithm;
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * A key for this algorithm and no other.
     *
     * @throws IllegalArgumentException when the id is empty, or the key is not of the algorithm: RSA of at least 2048
     *     bits, or a point of its curve
     */
    public static TokenKey of(String id, TokenAlgorithm algorithm, PublicKey key) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("Found a key without an id; tokens could not name it");
        }
        Curve curve = algorithm.curve();
        try {
            if (curve == null
                    && key instanceof RSAPublicKey rsa
                    && rsa.getModulus().bitLength() >= SHORTEST_RSA_BITS) {
                return new TokenKey(id, algorithm, key, new RSASSAVerifier(rsa));
            }
            if (curve != null
                    && key instanceof ECPublicKey point
                    && curve.equals(Curve.forECParameterSpec(point.getParams()))) {
                return new TokenKey(id, algorithm, key, new ECDSAVerifier(point));
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException("Key '" + id + "' is no point of the curve of " + algorithm, e);
        }
        throw new IllegalArgumentException("Key '" + id + "' does not fit " + algorithm + ", which takes "
                + (curve == null
                        ? "RSA keys of at least " + SHORTEST_RSA_BITS + " bits"
                        : "keys on " + curve.getName()));
    }

    /** The id by which tokens name it. */
    public String id() {
        return id;
    }

    /** The only algorithm that it checks. */
    public TokenAlgorithm algorithm() {
        return algorithm;
    }

    /** The key itself. */
    public PublicKey publicKey() {
        return key;
    }

    /** Whether these bytes have this signature. */
    boolean verifies(byte[] signed, Base64URL signature) {
        try {
            return verifier.verify(algorithm.header(), signed, signature);
        } catch (JOSEException e) {
            // A signature of the wrong length, for one, is none.
            return false;
        }
    }
}
