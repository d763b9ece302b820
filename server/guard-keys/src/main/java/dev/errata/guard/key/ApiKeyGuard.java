package dev.errata.guard.key;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.BearerScheme;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an API key as {@code Authorization: Bearer <key>}, and leaves the {@link ApiKey} and its {@link Caller} on
 * the request. Thread-safe.
 *
 * <p>The store is asked for each well-formed key, without a cache: with a map or an embedded database that costs
 * microseconds, and a revoked key is refused from the next request on. A key anywhere else, the query above all, is not
 * read.
 */
public final class ApiKeyGuard implements Guard {
    private final Catalog catalog;
    private final ApiKeys keys;
    private final InstantSource clock;

    /** A guard over these keys. */
    public ApiKeyGuard(Catalog catalog, ApiKeys keys, InstantSource clock) {
        this.catalog = catalog;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        List<String> headers = request.headers("Authorization");
        if (!BearerScheme.presented(request)) {
            return missing();
        }
        String value = headers.get(0);
        ApiKeyFormat.Parsed presented =
                headers.size() == 1 && BearerScheme.names(value) ? keys.parse(BearerScheme.credential(value)) : null;
        if (presented == null) {
            return refuse(Condition.AUTH_MALFORMED, Facts.none());
        }
        ApiKey key = keys.find(presented);
        return key == null ? refuse(Condition.AUTH_UNKNOWN, Facts.none()) : admit(key, request);
    }

    /** Knows the key of a request that was refused before, so that its limits can be told; one that is none is not told so. */
    @Override
    public boolean announce(GuardedRequest request) {
        return request.get(ApiKey.class) != null || check(request) == null;
    }

    private @Nullable ApiError admit(ApiKey key, GuardedRequest request) {
        Instant now = clock.instant();
        if (key.revokedAt() != null && !now.isBefore(key.revokedAt())) {
            return refuse(Condition.AUTH_REVOKED, Facts.revoked(key.revokedAt()));
        }
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            return refuse(Condition.AUTH_EXPIRED, Facts.expired(key.expiresAt()));
        }
        request.put(ApiKey.class, key);
        request.put(Caller.class, key.caller());
        return null;
    }

    /** A request without credentials is told the scheme and no error: RFC 6750, section 3.1. */
    private ApiError missing() {
        return catalog.answer(Condition.AUTH_MISSING, Facts.none())
                .header("WWW-Authenticate", BearerScheme.challenge(catalog));
    }

    private ApiError refuse(Condition condition, Facts facts) {
        return catalog.answer(condition, facts).header("WWW-Authenticate", BearerScheme.invalid(catalog));
    }
}
