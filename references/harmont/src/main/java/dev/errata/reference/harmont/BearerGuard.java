package dev.errata.reference.harmont;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.BearerScheme;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.reference.harmont.Tokens.Token;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose bearer token a request has. A request without one goes on as nobody's: whoever signs in has none yet,
 * and routes that need a caller say so themselves. Thread-safe.
 *
 * @param demo tokens that everybody knows, and so are on no disk, by their secrets
 */
record BearerGuard(
        Catalog catalog, Database database, Tokens tokens, Users users, Map<String, Caller> demo, InstantSource clock)
        implements Guard {
    /** Where a token that has ended is no reason to turn somebody away who signs in again. */
    private static final String OPEN = "/api/v0/auth/";

    private static final List<String> CLOSED =
            List.of(OPEN + "passkey/register/", OPEN + "cli/transfer", OPEN + "cli/code", OPEN + "logout");

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        List<String> headers = request.headers("Authorization");
        String path = request.path();
        if (headers.isEmpty() || (path.startsWith(OPEN) && CLOSED.stream().noneMatch(path::startsWith))) {
            return null;
        }
        String value = headers.get(0);
        if (headers.size() > 1 || !BearerScheme.names(value)) {
            return refuse(Condition.AUTH_MALFORMED, Facts.none());
        }
        String secret = BearerScheme.credential(value);
        Caller known = demo.get(secret);
        if (known != null && database.read(db -> users.find(db, known.user())).isPresent()) {
            request.put(Caller.class, known);
            return null;
        }
        Optional<Token> token = database.read(db -> tokens.find(db, secret));
        return token.isEmpty() ? refuse(Condition.AUTH_UNKNOWN, Facts.none()) : admit(request, token.get());
    }

    private @Nullable ApiError admit(GuardedRequest request, Token token) {
        Instant now = clock.instant();
        Instant end = token.expiresAt();
        if (end != null && !now.isBefore(end)) {
            return refuse(Condition.AUTH_EXPIRED, Facts.expired(end));
        }
        if (token.isStaleAt(now)) {
            database.write(db -> {
                tokens.noteUse(db, token);
                return token;
            });
        }
        request.put(Caller.class, token.caller());
        return null;
    }

    private ApiError refuse(Condition condition, Facts facts) {
        return catalog.answer(condition, facts).header("WWW-Authenticate", BearerScheme.invalid(catalog));
    }
}
