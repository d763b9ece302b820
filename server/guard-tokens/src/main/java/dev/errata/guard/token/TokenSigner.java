package dev.errata.guard.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs tokens, for services that issue their own. Thread-safe. */
public final class TokenSigner {
    private static final int RSA_BITS = 2048;

    private final TokenKey key;
    private final JWSSigner signer;

    /**
     * Signs with this pair.
     *
     * @throws IllegalArgumentException when the keys do not fit the algorithm; see {@link TokenKey#of}
     */
    public TokenSigner(String keyId, TokenAlgorithm algorithm, KeyPair pair) {
        this.key = TokenKey.of(keyId, algorithm, pair.getPublic());
        this.signer = signer(algorithm, pair.getPrivate());
    }

    /** Signs with a pair that is made now: RSA of 2048 bits, or of the algorithm's curve. */
    public static TokenSigner generate(String keyId, TokenAlgorithm algorithm, SecureRandom random) {
        try {
            Curve curve = algorithm.curve();
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(curve == null ? "RSA" : "EC");
            if (curve == null) {
                pairs.initialize(RSA_BITS, random);
            } else {
                pairs.initialize(curve.toECParameterSpec(), random);
            }
            return new TokenSigner(keyId, algorithm, pairs.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA and EC", e);
        }
    }

    /** The public half, for verifiers. */
    public TokenKey key() {
        return key;
    }

    /**
     * A token of type JWT that says this.
     *
     * @param claims members of its payload; moments as seconds since 1970
     */
    public String sign(Map<String, ? extends @Nullable Object> claims) {
        JWSHeader header = new JWSHeader.Builder(key.algorithm().header().getAlgorithm())
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        JWSObject token = new JWSObject(header, new Payload(Map.copyOf(claims)));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Key '" + key.id() + "' cannot sign", e);
        }
        return token.serialize();
    }

    private static JWSSigner signer(TokenAlgorithm algorithm, PrivateKey key) {
        try {
            return algorithm.curve() == null ? new RSASSASigner(key) : new ECDSASigner((ECPrivateKey) key);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("The private key does not fit " + algorithm, e);
        }
    }
}
