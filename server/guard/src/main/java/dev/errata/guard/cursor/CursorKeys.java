package dev.errata.guard.cursor;

import java.util.List;

/**
 * Secrets of the service, 32 random bytes each. Cursors are issued with the first, and read with all.
 *
 * <p>To change the key, put a new one before it, and drop the old one when its last cursor is too old; do so before
 * four thousand million cursors were issued (NIST SP 800-38D, section 8.3).
 *
 * @param keys at least one
 */
public record CursorKeys(List<byte[]> keys) {
    private static final int KEY_BYTES = 32;

    /**
     * Checks number and lengths.
     *
     * @throws IllegalArgumentException when there is no key, or one has not 32 bytes
     */
    public CursorKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no key for cursors; give one of " + KEY_BYTES + " bytes");
        }
        for (byte[] key : keys) {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "A key for cursors has " + key.length + " bytes; AES-256 takes " + KEY_BYTES + " random ones");
            }
        }
    }

    /** The current key, and previous ones where there are some. */
    public static CursorKeys of(byte[]... keys) {
        return new CursorKeys(List.of(keys));
    }
}
