package dev.errata.reference.hookbridge;

import java.time.Instant;

/** What deliveries are signed with. Kept as it is, because every delivery is signed with it. */
record SigningKey(String id, String secret, Instant createdAt) {
    private static final int HINT = 4;

    /** What callers see after the answer that created it. */
    record View(String id, String keyHint, Instant createdAt) {}

    View view() {
        return new View(id, hint(), createdAt);
    }

    /** The end of the secret, to tell keys apart by. */
    String hint() {
        return secret.substring(secret.length() - HINT);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Signing key " + id;
    }
}
