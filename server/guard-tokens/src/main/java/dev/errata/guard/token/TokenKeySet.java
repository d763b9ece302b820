package dev.errata.guard.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys that do not change, as a JSON web key set has them (RFC 7517). Immutable; thread-safe. */
public final class TokenKeySet implements TokenKeys {
    private final Map<String, TokenKey> keys;

    private TokenKeySet(Iterable<TokenKey> all) {
        Map<String, TokenKey> byId = new LinkedHashMap<>();
        for (TokenKey key : all) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException(
                        "Found two keys with the id '" + key.id() + "'; ids must differ, so that a token names one");
            }
        }
        this.keys = Map.copyOf(byId);
    }

    /**
     * These keys.
     *
     * @throws IllegalArgumentException when two have the same id
     */
    public static TokenKeySet of(TokenKey... keys) {
        return new TokenKeySet(Arrays.asList(keys));
    }

    /**
     * The keys of a set that can sign tokens. Others are passed over, as RFC 7517, section 5 asks: symmetric and
     * encryption keys, other curves and algorithms, keys without an id. A key that names no algorithm has RS256, or
     * that of its curve.
     *
     * @throws IllegalArgumentException when the text is no key set, has an RSA key of less than 2048 bits, or two keys
     *     with the same id
     */
    public static TokenKeySet parse(String json) {
        try {
            return new TokenKeySet(JWKSet.parse(json).getKeys().stream()
                    .<TokenKey>mapMulti((key, next) -> {
                        TokenKey read = read(key);
                        if (read != null) {
                            next.accept(read);
                        }
                    })
                    .toList());
        } catch (ParseException e) {
            throw new IllegalArgumentException("Found no JSON web key set; it is an object with the list 'keys'", e);
        }
    }

    @Override
    public @Nullable TokenKey find(String id) {
        return keys.get(id);
    }

    /** The set as its issuer publishes it. */
    public String json() {
        return new JWKSet(keys.values().stream()
                        .sorted(java.util.Comparator.comparing(TokenKey::id))
                        .map(TokenKeySet::write)
                        .toList())
                .toString();
    }

    private static @Nullable TokenKey read(JWK key) {
        boolean signs = (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
        if (!signs || key.getKeyID() == null || key.getKeyID().isEmpty()) {
            return null;
        }
        try {
            if (key instanceof RSAKey rsa) {
                TokenAlgorithm algorithm = algorithm(rsa.getAlgorithm(), TokenAlgorithm.RS256);
                return algorithm == null || algorithm.curve() != null
                        ? null
                        : TokenKey.of(key.getKeyID(), algorithm, rsa.toRSAPublicKey());
            }
            if (key instanceof ECKey point) {
                TokenAlgorithm algorithm = algorithm(point.getAlgorithm(), of(point.getCurve()));
                return algorithm == null || !point.getCurve().equals(algorithm.curve())
                        ? null
                        : TokenKey.of(key.getKeyID(), algorithm, point.toECPublicKey());
            }
            return null;
        } catch (JOSEException e) {
            throw new IllegalArgumentException("Key '" + key.getKeyID() + "' holds no key that can be read", e);
        }
    }

    private static @Nullable TokenAlgorithm algorithm(@Nullable Algorithm named, @Nullable TokenAlgorithm usual) {
        return named == null ? usual : TokenAlgorithm.named(named.getName());
    }

    private static @Nullable TokenAlgorithm of(Curve curve) {
        return Arrays.stream(TokenAlgorithm.values())
                .filter(algorithm -> curve.equals(algorithm.curve()))
                .findFirst()
                .orElse(null);
    }

    private static JWK write(TokenKey key) {
        Algorithm algorithm = key.algorithm().header().getAlgorithm();
        Curve curve = key.algorithm().curve();
        return curve == null
                ? new RSAKey.Builder((RSAPublicKey) key.publicKey())
                        .keyID(key.id())
                        .algorithm(algorithm)
                        .keyUse(KeyUse.SIGNATURE)
                        .build()
                : new ECKey.Builder(curve, (ECPublicKey) key.publicKey())
                        .keyID(key.id())
                        .algorithm(algorithm)
                        .keyUse(KeyUse.SIGNATURE)
                        .build();
    }
}
