package dev.errata.door;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of the documentation site.
 *
 * @param bytes its content
 * @param tag its entity tag, with its quotation marks
 */
record DocFile(byte[] bytes, String tag) {
    static DocFile of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new DocFile(bytes, '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
