package dev.errata.guard.secret;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringTokenizer;
import java.util.random.RandomGenerator;

/**
 * The keys under which all other secrets of an installation are sealed, 32 random bytes each. Sealed is with the first,
 * and opened with all.
 *
 * @param keys at least one; a second one while the key is being changed
 */
public record MasterKeys(List<byte[]> keys) {
    private static final int KEY_BYTES = AesGcm.KEY_BYTES;

    /**
     * Checks number and lengths.
     *
     * @throws IllegalArgumentException when there is no key, or one has not 32 bytes
     */
    public MasterKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no master key; give one of " + KEY_BYTES + " bytes in Base64");
        }
        for (byte[] key : keys) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("A master key has " + key.length + " bytes; it takes " + KEY_BYTES
                        + " random ones, such as 'openssl rand -base64 " + KEY_BYTES + "' makes");
            }
        }
    }

    /**
     * Reads keys in Base64, the one that seals first, with spaces, line ends or commas between them.
     *
     * @throws IllegalArgumentException when that is not what the text holds; it names no part of the text
     */
    public static MasterKeys parse(String text) {
        List<byte[]> keys = new ArrayList<>();
        for (StringTokenizer words = new StringTokenizer(text, " \t\r\n,"); words.hasMoreTokens(); ) {
            try {
                keys.add(Base64.getDecoder().decode(words.nextToken()));
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalArgumentException("Master key " + (keys.size() + 1) + " is not written in Base64 (RFC"
                        + " 4648, section 4); 'openssl rand -base64 " + KEY_BYTES + "' makes one");
            }
        }
        return new MasterKeys(keys);
    }

    /** A new key as {@link #parse} reads it. */
    public static String draw(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Keeps the keys out of logs. */
    @Override
    public String toString() {
        return keys.size() + (keys.size() == 1 ? " master key" : " master keys");
    }
}
