package dev.errata.guard.token;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token must be. Immutable.
 *
 * @param issuer what {@code iss} must say
 * @param audience what {@code aud} must say, as a text or as one of a list
 * @param algorithms those that are taken; looked at before any key is
 * @param types what {@code typ} may say, compared without case; a token without it passes
 * @param contentTypes what {@code cty} may say, compared without case; a token without it passes. No token within a
 *     token is unwrapped: what is signed must be the claims
 * @param scopeClaim the claim with the scopes: a list of texts, or one text with spaces between
 * @param scopes those that the service knows; others in a token are left out
 * @param leeway by how much {@code exp} and {@code nbf} may be missed; not negative
 * @param longestLife how far {@code exp} may lie behind {@code iat}, or behind now where there is no {@code iat}
 * @param maxCharacters of the whole token; longer ones are not looked into
 */
public record TokenRules(
        String issuer,
        String audience,
        Set<TokenAlgorithm> algorithms,
        Set<String> types,
        Set<String> contentTypes,
        String scopeClaim,
        Set<String> scopes,
        Duration leeway,
        Duration longestLife,
        int maxCharacters) {
    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException when no token, or nearly every one, would pass
     */
    public TokenRules {
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw new IllegalArgumentException("Found an empty issuer or audience; name both, as tokens name them");
        }
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("Found no algorithm; allow at least one of "
                    + Set.of(TokenAlgorithm.values()).stream().sorted().toList());
        }
        if (leeway.isNegative() || longestLife.isNegative() || longestLife.isZero()) {
            throw new IllegalArgumentException("Found leeway " + leeway + " and longest life " + longestLife
                    + "; the first must be zero or more, the second more than zero");
        }
        algorithms = Set.copyOf(algorithms);
        types = small(types);
        contentTypes = small(contentTypes);
        scopes = Set.copyOf(scopes);
    }

    private static Set<String> small(Set<String> types) {
        return types.stream().map(type -> type.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Every algorithm, the type {@code JWT}, no content type, scopes in {@code scope} but none known, no leeway, a life of at most 366
     * days, at most 8,192 characters.
     */
    public static TokenRules of(String issuer, String audience) {
        return new TokenRules(
                issuer,
                audience,
                EnumSet.allOf(TokenAlgorithm.class),
                Set.of("JWT"),
                Set.of(),
                "scope",
                Set.of(),
                Duration.ZERO,
                Duration.ofDays(366),
                8192);
    }

    /** The same rules with other algorithms. */
    public TokenRules withAlgorithms(Set<TokenAlgorithm> algorithms) {
        return new TokenRules(
                issuer,
                audience,
                algorithms,
                types,
                contentTypes,
                scopeClaim,
                scopes,
                leeway,
                longestLife,
                maxCharacters);
    }

    /** The same rules with other types, such as {@code at+jwt} (RFC 9068). */
    public TokenRules withTypes(Set<String> types) {
        return new TokenRules(
                issuer,
                audience,
                algorithms,
                types,
                contentTypes,
                scopeClaim,
                scopes,
                leeway,
                longestLife,
                maxCharacters);
    }

    /**
     * The same rules with content types, such as {@code JWT} for an issuer that writes {@code cty} although it nests no
     * tokens (RFC 7519, 5.2, advises against it).
     */
    public TokenRules withContentTypes(Set<String> contentTypes) {
        return new TokenRules(
                issuer,
                audience,
                algorithms,
                types,
                contentTypes,
                scopeClaim,
                scopes,
                leeway,
                longestLife,
                maxCharacters);
    }

    /** The same rules with the scopes that the service knows. */
    public TokenRules withScopes(String scopeClaim, Set<String> scopes) {
        return new TokenRules(
                issuer,
                audience,
                algorithms,
                types,
                contentTypes,
                scopeClaim,
                scopes,
                leeway,
                longestLife,
                maxCharacters);
    }

    /** The same rules with other bounds of time. */
    public TokenRules withTimes(Duration leeway, Duration longestLife) {
        return new TokenRules(
                issuer,
                audience,
                algorithms,
                types,
                contentTypes,
                scopeClaim,
                scopes,
                leeway,
                longestLife,
                maxCharacters);
    }
}
