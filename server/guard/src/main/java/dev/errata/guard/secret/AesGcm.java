package dev.errata.guard.secret;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with a random nonce of 96 bits, which stands before the text. Thread-safe if its randomness is.
 *
 * <p>A key seals at most four thousand million texts (NIST SP 800-38D, section 8.3).
 */
public final class AesGcm {
    /** The length of a key. */
    public static final int KEY_BYTES = 32;

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    /** What sealing adds to the length. */
    public static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

    private final List<SecretKeySpec> keys;
    private final RandomGenerator random;

    /**
     * A cipher that seals with the first key, and opens with all.
     *
     * @param keys of {@value #KEY_BYTES} random bytes each, at least one
     * @param random {@link java.security.SecureRandom} in production
     */
    public AesGcm(List<byte[]> keys, RandomGenerator random) {
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, "AES")).toList();
        this.random = random;
    }

    /**
     * Seals a text.
     *
     * @param bound what must be given again to open it
     */
    public byte[] seal(byte[] text, byte[] bound) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, bound).doFinal(text);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    /** The text, null when no key has sealed it, or not with this binding, or when it was changed. */
    public byte @Nullable [] open(byte[] sealed, byte[] bound) {
        if (sealed.length < OVERHEAD_BYTES) {
            return null;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(sealed).get(nonce);
        for (SecretKeySpec key : keys) {
            byte[] text = open(key, nonce, sealed, bound);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static byte @Nullable [] open(SecretKeySpec key, byte[] nonce, byte[] sealed, byte[] bound) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw unable(e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static IllegalStateException unable(GeneralSecurityException e) {
        return new IllegalStateException(
                "This Java cannot use " + TRANSFORMATION + " with 256 bits, which every Java must", e);
    }
}
