package dev.errata.reference.harborprotocol.identity;

import dev.errata.core.Catalog;
import dev.errata.guard.token.TokenAlgorithm;
import dev.errata.guard.token.TokenKey;
import dev.errata.guard.token.TokenKeys;
import dev.errata.guard.token.TokenRules;
import dev.errata.store.jdbc.JdbcSecrets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Mints the tokens of a development runtime. Its keys are those of the database, so that nodes believe each other's
 * tokens, and tokens outlast a restart; a node hears of a new key at once, and of one that was withdrawn within
 * seconds. Thread-safe.
 */
public final class Issuer implements TokenKeys {
    private static final String NAME = "harbor-dev";
    private static final String AUDIENCE = "harbor-runtime";
    private static final String SECRET = "token-keys";
    /** Those of the contract, which has no PSS. */
    private static final Set<TokenAlgorithm> ALGORITHMS = Set.of(
            TokenAlgorithm.RS256,
            TokenAlgorithm.RS384,
            TokenAlgorithm.RS512,
            TokenAlgorithm.ES256,
            TokenAlgorithm.ES384,
            TokenAlgorithm.ES512);
    /** For how long a key is believed without looking whether another node has withdrawn it. */
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final JdbcSecrets secrets;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Duration life;
    /** Replaced as a whole. */
    private volatile Read read;

    public Issuer(JdbcSecrets secrets, SecureRandom random, InstantSource clock, Duration life) {
        this.secrets = secrets;
        this.random = random;
        this.clock = clock;
        this.life = life;
        this.read = new Read(SigningKeys.read(secrets.of(SECRET, () -> SigningKeys.draw(random, List.of()))));
    }

    /** Keys, and when they were read. */
    private record Read(SigningKeys keys, long nanos) {
        Read(SigningKeys keys) {
            this(keys, System.nanoTime());
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH_NANOS;
        }
    }

    private SigningKeys keys() {
        Read last = read;
        try {
            return last.isFresh() ? last.keys() : again();
        } catch (DataAccessResourceFailureException away) {
            return last.keys();
        }
    }

    private SigningKeys again() {
        SigningKeys now = SigningKeys.read(secrets.find(SECRET).orElseThrow());
        read = new Read(now);
        return now;
    }

    /** A token and its end. */
    public record Minted(String token, Instant expiresAt) {}

    public static TokenRules rules() {
        return TokenRules.of(NAME, AUDIENCE).withAlgorithms(ALGORITHMS).withScopes("scopes", Identity.SCOPES);
    }

    @Override
    public @Nullable TokenKey find(String id) {
        TokenKey known = keys().believed().find(id);
        return known != null || !id.startsWith(SigningKeys.ID)
                ? known
                : again().believed().find(id);
    }

    public String jwks() {
        return keys().believed().json();
    }

    /** How long tokens live. */
    public static Duration life(Catalog catalog) {
        return Duration.ofHours(catalog.limit("token-hours"));
    }

    /** A token that says this, with the claims that every token has. */
    public Minted mint(Map<String, ?> claims) {
        Instant now = clock.instant();
        return new Minted(
                keys().signer().sign(complete(claims, now, life)),
                Instant.ofEpochSecond(now.getEpochSecond()).plus(life));
    }

    /** The claims with those that every token has. */
    public static Map<String, Object> complete(Map<String, ?> claims, Instant now, Duration life) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", NAME);
        all.put("aud", AUDIENCE);
        all.put("iat", now.getEpochSecond());
        all.put("nbf", now.getEpochSecond());
        all.put("exp", now.getEpochSecond() + life.toSeconds());
        return all;
    }

    public Minted mint(Owner owner, Set<String> scopes) {
        return mint(claims(owner, scopes));
    }

    public static Map<String, Object> claims(Owner owner, Set<String> scopes) {
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
    public void rotate(boolean keep) {
        read = new Read(SigningKeys.read(secrets.change(
                SECRET,
                before -> SigningKeys.draw(
                        random, keep ? List.of(SigningKeys.read(before).lines().get(0)) : List.of()))));
    }
}
