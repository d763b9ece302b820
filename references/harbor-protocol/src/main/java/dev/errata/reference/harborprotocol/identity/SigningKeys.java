package dev.errata.reference.harborprotocol.identity;

import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenKey;
import dev.errata.guard.token.TokenKeySet;
import dev.errata.guard.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The pairs of an issuer: the first signs, and all are believed. Kept as a line for each, of its id, the private and
 * the public half.
 *
 * @param lines one or two
 */
record SigningKeys(List<String> lines, TokenSigner signer, TokenKeySet believed) {
    /** What the ids of all begin with. */
    static final String ID = "dev-";

    private static final TokenAlgorithm ALGORITHM = TokenAlgorithm.ES256;
    private static final int KEY_ID_BYTES = 8;

    /** A new pair, before another that is still believed, or alone. */
    static byte[] draw(SecureRandom random, List<String> before) {
        byte[] id = new byte[KEY_ID_BYTES];
        random.nextBytes(id);
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = pairs.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            List<String> lines = new ArrayList<>();
            lines.add(ID + HexFormat.of().formatHex(id) + " "
                    + base64.encodeToString(pair.getPrivate().getEncoded()) + " "
                    + base64.encodeToString(pair.getPublic().getEncoded()));
            lines.addAll(before);
            return String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw withoutCurves(e);
        }
    }

    static SigningKeys read(byte[] kept) {
        List<String> lines = new String(kept, StandardCharsets.US_ASCII).lines().toList();
        List<TokenSigner> signers = lines.stream().map(SigningKeys::signer).toList();
        return new SigningKeys(
                lines,
                signers.get(0),
                TokenKeySet.of(signers.stream().map(TokenSigner::key).toArray(TokenKey[]::new)));
    }

    private static TokenSigner signer(String line) {
        String[] words = line.split(" ", -1);
        Base64.Decoder base64 = Base64.getDecoder();
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            return new TokenSigner(
                    words[0],
                    ALGORITHM,
                    new KeyPair(
                            keys.generatePublic(new X509EncodedKeySpec(base64.decode(words[2]))),
                            keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(words[1])))));
        } catch (GeneralSecurityException e) {
            throw withoutCurves(e);
        }
    }

    private static IllegalStateException withoutCurves(GeneralSecurityException e) {
        return new IllegalStateException("Every Java platform has the curve P-256", e);
    }

    /** Keeps the private halves out of logs. */
    @Override
    public String toString() {
        return "Signing key " + signer.key().id();
    }
}
