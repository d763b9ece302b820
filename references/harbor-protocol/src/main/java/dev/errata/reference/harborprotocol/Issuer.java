package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenKey;
import dev.errata.guard.token.TokenKeySet;
import dev.errata.guard.token.TokenKeys;
import dev.errata.guard.token.TokenRules;
import dev.errata.guard.token.TokenSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mints the tokens of a development runtime; its keys live as long as the process. Thread-safe. */
final class Issuer implements TokenKeys {
    private static final String NAME = "harbor-dev";
    private static final String AUDIENCE = "harbor-runtime";
    private static final int KEY_ID_BYTES = 8;

    private final SecureRandom random;
    private final InstantSource clock;
    private final Duration life;
    /** Replaced as a whole. */
    private volatile Keys keys;

    Issuer(SecureRandom random, InstantSource clock, Duration life) {
        this.random = random;
        this.clock = clock;
        this.life = life;
        TokenSigner first = signer();
        this.keys = new Keys(first, TokenKeySet.of(first.key()));
    }

    /** The key that signs, and those that are believed. */
    private record Keys(TokenSigner current, TokenKeySet believed) {}

    /** A token and its end. */
    record Minted(String token, Instant expiresAt) {}

    static TokenRules rules() {
        return TokenRules.of(NAME, AUDIENCE).withScopes("scopes", Identity.SCOPES);
    }

    private TokenSigner signer() {
        byte[] id = new byte[KEY_ID_BYTES];
        random.nextBytes(id);
        return TokenSigner.generate("dev-" + HexFormat.of().formatHex(id), TokenAlgorithm.ES256, random);
    }

    @Override
    public @Nullable TokenKey find(String id) {
        return keys.believed().find(id);
    }

    String jwks() {
        return keys.believed().json();
    }

    /** How long tokens live. */
    static Duration life(Catalog catalog) {
        return Duration.ofHours(catalog.limit("token-hours"));
    }

    /** A token that says this, with the claims that every token has. */
    Minted mint(Map<String, ?> claims) {
        Instant now = clock.instant();
        return new Minted(
                keys.current().sign(complete(claims, now, life)),
                Instant.ofEpochSecond(now.getEpochSecond()).plus(life));
    }

    /** The claims with those that every token has. */
    static Map<String, Object> complete(Map<String, ?> claims, Instant now, Duration life) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", NAME);
        all.put("aud", AUDIENCE);
        all.put("iat", now.getEpochSecond());
        all.put("nbf", now.getEpochSecond());
        all.put("exp", now.getEpochSecond() + life.toSeconds());
        return all;
    }

    Minted mint(Owner owner, Set<String> scopes) {
        return mint(claims(owner, scopes));
    }

    static Map<String, Object> claims(Owner owner, Set<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("tenant", owner.tenant());
        claims.put("user", owner.user());
        claims.put("session", owner.session());
        claims.put("scopes", List.copyOf(scopes));
        return claims;
    }

    /**
     * Signs with a new key from now on.
     *
     * @param keep whether tokens of the key before are still believed
     */
    synchronized void rotate(boolean keep) {
        TokenSigner next = signer();
        keys = new Keys(next, keep ? TokenKeySet.of(next.key(), keys.current().key()) : TokenKeySet.of(next.key()));
    }
}
