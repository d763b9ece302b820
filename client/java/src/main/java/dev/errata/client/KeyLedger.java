package dev.errata.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers for what the callers' latest idempotency keys were used. Thread-safe. */
final class KeyLedger {
    private static final int MOST = 1000;

    private final Map<String, String> uses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Notes a use.
     *
     * @throws IllegalArgumentException when the key was used for another request
     */
    synchronized void use(String key, Request request) {
        String print = print(request);
        String earlier = uses.putIfAbsent(key, print);
        if (earlier != null && !earlier.equals(print)) {
            throw new IllegalArgumentException("Idempotency key '" + key + "' was used for another request than this "
                    + request + "; a key stands for one request and its body. Send this one under a new key.");
        }
    }

    private static String print(Request request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(request.bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
