package dev.errata.guard.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests under one idempotency key are the same. */
public final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 in hex over method, path, query, content type and body, each with its length before it. */
    public static String of(
            String method, String path, @Nullable String query, @Nullable String contentType, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new @Nullable String[] {method, path, query, contentType}) {
                add(digest, part == null ? null : part.getBytes(StandardCharsets.UTF_8));
            }
            add(digest, body);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? -1 : part.length)
                .flip());
        if (part != null) {
            digest.update(part);
        }
    }
}
