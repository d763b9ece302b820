package dev.errata.spring.guards;

import dev.errata.core.Catalog;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The guards that properties name, in the order in which they stand: where from, who calls, and then how often. */
final class NamedGuards {
    private static final String LIMITS = "errata.guards.limits.";
    /** What all callers share is charged last, so that nobody is kept out by those who are refused anyway. */
    private static final List<Level> NARROWEST_FIRST = List.of(Level.KEY, Level.USER, Level.OWNER, Level.GLOBAL);

    private NamedGuards() {}

    /**
     * Adds them.
     *
     * @param keys null when no API key is asked for
     * @throws GuardsFailure when a limit counts by callers whom nobody asks who they are, or the catalog has no number
     */
    static Guards add(GuardsProperties properties, Catalog catalog, @Nullable ApiKeys keys, Guards guards) {
        List<RateLimit> rules = properties.limits().entrySet().stream()
                .map(entry -> rule(entry, catalog, keys != null))
                .sorted(Comparator.comparing(limit -> NARROWEST_FIRST.indexOf(limit.level())))
                .toList();
        rules.stream().filter(rule -> rule.level() == Level.ADDRESS).forEach(guards::addressLimit);
        if (keys != null) {
            GuardsProperties.Lock lock =
                    properties.keys() == null ? null : properties.keys().lock();
            if (lock == null) {
                guards.keys(keys);
            } else {
                guards.keys(keys, new LockRule(lock.failures(), lock.window(), lock.duration()));
            }
        }
        RateRule[] behind =
                rules.stream().filter(rule -> rule.level() != Level.ADDRESS).toArray(RateRule[]::new);
        return behind.length == 0 ? guards : guards.limits(behind);
    }

    private static RateLimit rule(Map.Entry<String, GuardsProperties.Limit> named, Catalog catalog, boolean hasKeys) {
        String name = named.getKey();
        GuardsProperties.Limit limit = named.getValue();
        if (limit.per() != Level.GLOBAL && limit.per() != Level.ADDRESS && !hasKeys) {
            throw new GuardsFailure(
                    LIMITS + name + " counts per " + limit.per().word() + ", and nobody is asked for an API key.",
                    "Set errata.guards.keys.prefix, or " + LIMITS + name + ".per=address or global.");
        }
        try {
            RateLimit rule =
                    RateLimit.of(catalog, name, limit.per(), limit.window()).whileAway(limit.whileAway());
            return limit.burst() == null ? rule : rule.withBurst(limit.burst());
        } catch (IllegalArgumentException e) {
            throw new GuardsFailure(
                    LIMITS + name + " cannot be used. " + e.getMessage(),
                    "Name a limit that errata.yaml has: from there the pages and the service read the same number.");
        }
    }
}
