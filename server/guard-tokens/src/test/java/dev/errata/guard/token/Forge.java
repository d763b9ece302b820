package dev.errata.guard.token;

import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import dev.errata.guard.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens that no issuer would make. */
final class Forge {
    static final long NOW = ManualClock.START.getEpochSecond();
    static final KeyPair RSA = pair("RSA");
    static final KeyPair OTHER_RSA = pair("RSA");
    static final KeyPair EC = pair("EC");

    static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    static final String ES256 = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";
    static final String PS256 = "{\"alg\":\"PS256\",\"kid\":\"pss256\"}";
    static final String GOOD = payload("");

    private Forge() {}

    /** A payload that holds, with more members behind, beginning with a comma. */
    static String payload(String more) {
        return "{\"iss\":\"https://issuer.test\",\"aud\":\"harbor\",\"exp\":" + (NOW + 60) + more + "}";
    }

    static TokenKeySet keys() {
        return TokenKeySet.of(
                TokenKey.of("rsa", TokenAlgorithm.RS256, RSA.getPublic()),
                TokenKey.of("pss256", TokenAlgorithm.PS256, RSA.getPublic()),
                TokenKey.of("pss384", TokenAlgorithm.PS384, RSA.getPublic()),
                TokenKey.of("pss512", TokenAlgorithm.PS512, RSA.getPublic()),
                TokenKey.of("ec", TokenAlgorithm.ES256, EC.getPublic()));
    }

    static String segment(String text) {
        return segment(text.getBytes(StandardCharsets.UTF_8));
    }

    static String segment(byte[] bytes) {
        return Base64URL.encode(bytes).toString();
    }

    /** Signed by the issuer's RSA key. */
    static String rs256(String header, String payload) {
        return signed(segment(header) + "." + segment(payload), "SHA256withRSA", RSA);
    }

    static String es256(String header, String payload) {
        return signed(segment(header) + "." + segment(payload), "SHA256withECDSA", EC);
    }

    /** By the JDK's RSASSA-PSS, with a digest of so many bits and a salt of so many bytes. */
    static String ps(String header, String payload, int bits, int salt) {
        try {
            String input = segment(header) + "." + segment(payload);
            Signature signature = Signature.getInstance("RSASSA-PSS");
            String digest = "SHA-" + bits;
            signature.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
            signature.initSign(RSA.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + segment(signature.sign());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String signed(String input, String algorithm, KeyPair pair) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            byte[] bytes = signature.sign();
            return input + "."
                    + segment(algorithm.endsWith("ECDSA") ? ECDSA.transcodeSignatureToConcat(bytes, 64) : bytes);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A symmetric signature with something that is public. */
    static String hs256(String header, byte[] secret) {
        try {
            String input = segment(header) + "." + segment(GOOD);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + segment(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                pairs.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                pairs.initialize(2048);
            }
            return pairs.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
