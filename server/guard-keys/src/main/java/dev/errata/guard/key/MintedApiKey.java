package dev.errata.guard.key;

/**
 * A key at the only moment at which it can be shown.
 *
 * @param text the whole key, a secret
 * @param key what is kept of it
 */
public record MintedApiKey(String text, ApiKey key) {
    /** The key without its secret. */
    @Override
    public String toString() {
        return key.toString();
    }
}
