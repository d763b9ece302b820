package dev.errata.spring.guards;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.key.AddressGuard;
import dev.errata.guard.key.AddressLimitGuard;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.LockGuard;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.limit.RateRule;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards in the order in which they are added, as the application's {@link GuardChain}. For one thread.
 *
 * <p>A bean of this type holds what the properties say, and can be asked for more:
 *
 * <pre>{@code
 * @Bean
 * GuardChain guards(Guards guards, Tenants tenants) {
 *     return guards.guard(new TenantGuard(tenants)).chain();
 * }
 * }</pre>
 */
public final class Guards {
    private final Catalog catalog;
    private final GuardStores stores;
    private final InstantSource clock;
    private final GuardedPaths paths;
    private final List<Guard> guards = new ArrayList<>();

    Guards(Catalog catalog, GuardStores stores, InstantSource clock, GuardedPaths paths) {
        this.catalog = catalog;
        this.stores = stores;
        this.clock = clock;
        this.paths = paths;
    }

    /** Whatever the application checks by itself. */
    public Guards guard(Guard guard) {
        guards.add(guard);
        return this;
    }

    /** Turns everybody away while there is maintenance, which any node may begin. */
    public Guards maintenance() {
        return guard(new MaintenanceGuard(catalog, clock, stores.maintenance(), WhileAway.ALONE));
    }

    /** A limit for each address, which stands before who calls is asked; each node counts it by itself. */
    public Guards addressLimit(RateLimit rule) {
        return guard(new AddressLimitGuard(catalog, clock, RateLimitHeaders.X, rule));
    }

    /** Asks for an API key, and for an address that may use it. */
    public Guards keys(ApiKeys keys) {
        return guard(new ApiKeyGuard(catalog, keys, clock)).guard(new AddressGuard(catalog));
    }

    /** The same, behind a lock for those who guess. */
    public Guards keys(ApiKeys keys, LockRule lock) {
        return guard(new LockGuard(catalog, new ApiKeyGuard(catalog, keys, clock), stores.locks(), lock))
                .guard(new AddressGuard(catalog));
    }

    /** Rate limits that stand here, the narrowest first, announced in {@code X-RateLimit-} headers. */
    public Guards limits(RateRule... rules) {
        return guard(new RateLimitGuard(catalog, stores.buckets(), clock, RateLimitHeaders.X, List.of(rules)));
    }

    /** All of them, before the paths that are guarded. */
    public GuardChain chain() {
        GuardChain all = new GuardChain(List.copyOf(guards));
        return GuardChain.of(new OnPaths(paths, all));
    }

    private record OnPaths(GuardedPaths paths, Guard guard) implements Guard {
        @Override
        public @Nullable ApiError check(GuardedRequest request) {
            return paths.holds(request.path()) ? guard.check(request) : null;
        }

        @Override
        public boolean announce(GuardedRequest request) {
            return !paths.holds(request.path()) || guard.announce(request);
        }
    }
}
