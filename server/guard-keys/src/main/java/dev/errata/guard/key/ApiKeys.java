package dev.errata.guard.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Mints API keys and recognises them. Thread-safe if its store and its randomness are.
 *
 * <p>Secrets are 128 random bits or more, so one keyed hash is enough; a slow one would only help those who want to
 * keep the processor busy.
 */
public final class ApiKeys {
    /** What a pepper has at least. */
    public static final int SHORTEST_PEPPER_BYTES = 16;

    private static final String HMAC = "HmacSHA256";
    /** Compared with when there is no key, so that an unknown id takes as long as a wrong secret. */
    private static final byte[] NOBODY = new byte[32];

    private final ApiKeyFormat format;
    private final SecretKeySpec pepper;
    private final ApiKeyStore store;
    private final RandomGenerator random;

    /**
     * Keys of one format in one store.
     *
     * @param pepper a secret of the service, kept apart from the store, at least 16 bytes
     * @param random {@link java.security.SecureRandom} in production
     * @throws IllegalArgumentException when the pepper is too short
     */
    public ApiKeys(ApiKeyFormat format, byte[] pepper, ApiKeyStore store, RandomGenerator random) {
        if (pepper.length < SHORTEST_PEPPER_BYTES) {
            throw new IllegalArgumentException("The pepper has " + pepper.length + " bytes; give it "
                    + SHORTEST_PEPPER_BYTES + " or more random ones");
        }
        this.format = format;
        this.pepper = new SecretKeySpec(pepper, HMAC);
        this.store = store;
        this.random = random;
    }

    /**
     * Makes and keeps a key; its text is in the result and nowhere else.
     *
     * @throws IllegalArgumentException when the format has no such type of key or a scope is malformed
     */
    public MintedApiKey mint(ApiKeyGrant grant) {
        return keep(format.mint(format.prefix(grant.type(), grant.live()), random), grant);
    }

    /**
     * Keeps a key that was made before, such as one of the service's settings; its text is kept nowhere.
     *
     * @throws IllegalArgumentException when a scope is malformed
     * @throws IllegalStateException when there is a key with this id
     */
    public MintedApiKey keep(ApiKeyFormat.Parsed made, ApiKeyGrant grant) {
        ApiKey key = new ApiKey(
                made.id(),
                grant.owner(),
                grant.user(),
                grant.type(),
                grant.live(),
                grant.scopes(),
                grant.allowlist(),
                grant.expiresAt(),
                null,
                hash(made.text()));
        store.save(key);
        return new MintedApiKey(made.text(), key);
    }

    /** The parts of a key, null when it has not the form of one; asks no store. */
    public ApiKeyFormat.@Nullable Parsed parse(String text) {
        return format.parse(text);
    }

    /** The key that this is, expired or revoked as it may be; null when its id is unknown or its secret is wrong. */
    public @Nullable ApiKey find(ApiKeyFormat.Parsed presented) {
        ApiKey key = store.find(presented.id());
        boolean same = MessageDigest.isEqual(hash(presented.text()), key == null ? NOBODY : key.hash());
        return same ? key : null;
    }

    private byte[] hash(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(pepper);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC + ", which every Java must have", e);
        }
    }
}
