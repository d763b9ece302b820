package dev.errata.reference.harborprotocol;

import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenSigner;
import dev.errata.reference.harborprotocol.identity.Identity;
import dev.errata.reference.harborprotocol.identity.Issuer;
import dev.errata.reference.harborprotocol.identity.Owner;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tokens for trying things out, by a key that everybody knows: its private number is one. A runtime without test controls
 * does not believe it.
 *
 * @param texts the tokens, by what they are for
 */
public record HarborProtocolTokens(Map<String, String> texts) {
    static final String KEY_ID = "demo";
    private static final Owner DEMO = new Owner("demo", "demo", "demo");

    /** Tokens that are given out now, all for the same identity; they live as long as others do. */
    public static HarborProtocolTokens demo(Instant now) {
        TokenSigner signer = signer();
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("user", sign(signer, Set.of(), now));
        tokens.put("admin", sign(signer, Set.of(Identity.ADMIN), now));
        return new HarborProtocolTokens(tokens);
    }

    private static String sign(TokenSigner signer, Set<String> scopes, Instant now) {
        return signer.sign(
                Issuer.complete(Issuer.claims(DEMO, scopes), now, Issuer.life(HarborProtocolErrors.CATALOG)));
    }

    static TokenSigner signer() {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
            KeyFactory keys = KeyFactory.getInstance("EC");
            KeyPair pair = new KeyPair(
                    keys.generatePublic(new ECPublicKeySpec(parameters.getGenerator(), parameters)),
                    keys.generatePrivate(new ECPrivateKeySpec(BigInteger.ONE, parameters)));
            return new TokenSigner(KEY_ID, TokenAlgorithm.ES256, pair);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has this curve", e);
        }
    }
}
