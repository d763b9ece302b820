package dev.errata.reference.harborprotocol.identity;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.key.AddressList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets past what needs no token. A path counts in its one plain spelling only; in any other it needs a token like all
 * else.
 *
 * @param bootstrap whether this machine may mint tokens for itself; to anybody else there is no such route
 */
public record OpenRoutes(Catalog catalog, boolean bootstrap, Guard protocol) implements Guard {
    public static final String HEALTH = "/healthz";
    public static final String READY = "/readyz";
    public static final String METHODS = "/methods";
    public static final String KEYS = "/.well-known/jwks.json";
    public static final String BOOTSTRAP = "/v1/dev/bootstrap.json";

    private static final Set<String> OPEN = Set.of(HEALTH, READY, METHODS, KEYS);
    private static final AddressList THIS_MACHINE = AddressList.of(List.of("127.0.0.0/8", "::1"));

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        if (OPEN.contains(request.path())) {
            return null;
        }
        if (!request.path().equals(BOOTSTRAP)) {
            return protocol.check(request);
        }
        return bootstrap && THIS_MACHINE.contains(request.peerAddress())
                ? null
                : catalog.answer(Condition.ABSENT_ROUTE, Facts.target(request.method(), request.path()));
    }
}
