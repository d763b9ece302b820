package dev.errata.spring.guards;

import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code errata.guards}.
 *
 * @param paths patterns of the paths that are guarded, as Spring MVC reads them, without the context path
 * @param openPaths patterns of paths that are not, though the others say so
 * @param keys API keys, null for none
 * @param limits rate limits, each under the name that its number has in the catalog
 * @param store where all nodes count limits and locks together, as
 *     {@link dev.errata.guard.limit.GuardStores#open} takes it; empty counts in this process
 * @param nodes that count together
 */
@ConfigurationProperties("errata.guards")
public record GuardsProperties(
        @DefaultValue("/**") List<String> paths,
        @DefaultValue List<String> openPaths,
        @Nullable Keys keys,
        @DefaultValue Map<String, Limit> limits,
        @DefaultValue("") String store,
        @DefaultValue("1") int nodes) {
    /** Copies what is given. */
    public GuardsProperties {
        paths = List.copyOf(paths);
        openPaths = List.copyOf(openPaths);
        limits = Map.copyOf(limits);
    }

    /**
     * API keys, as {@code Authorization: Bearer} brings them.
     *
     * @param prefix what all of them begin with, such as {@code shop_}
     * @param pepper a secret of 16 characters or more that keys in the application's own store are hashed under; not
     *     needed for the accounts named here
     * @param accounts who has a key, by name; where the application has a store of its own, they are added to no store
     * @param lock against guessing, null for none
     */
    public record Keys(
            String prefix,
            @DefaultValue("") String pepper,
            @DefaultValue Map<String, Account> accounts,
            @Nullable Lock lock) {
        /** Copies what is given. */
        public Keys {
            accounts = Map.copyOf(accounts);
        }

        /** The keys without their secrets. */
        @Override
        public String toString() {
            return "Keys[" + prefix + "…, accounts=" + accounts.keySet() + "]";
        }
    }

    /**
     * Who has a key.
     *
     * @param key its whole text, from where the application has its secrets; {@code errata key PREFIX} makes one
     * @param scopes what it may do
     * @param addresses networks that may use it; empty for all
     */
    public record Account(
            String key,
            @DefaultValue List<String> scopes,
            @DefaultValue List<String> addresses) {
        /** The account without its secret. */
        @Override
        public String toString() {
            return "Account[scopes=" + scopes + ", addresses=" + addresses + "]";
        }
    }

    /**
     * Who guesses is locked out, with the network around.
     *
     * @param failures wrong keys in a window
     * @param window that begins with the first
     * @param duration of the lock
     */
    public record Lock(
            @DefaultValue("10") int failures,
            @DefaultValue("5m") Duration window,
            @DefaultValue("15m") Duration duration) {}

    /**
     * A rate limit; how many requests it grants stands in the catalog.
     *
     * @param per whose requests are counted together
     * @param window in which so many are granted
     * @param burst how many at once; null for a fixed window
     * @param whileAway what becomes of requests while the store that nodes share is away
     */
    public record Limit(
            @DefaultValue("key") RateLimit.Level per,
            @DefaultValue("1m") Duration window,
            @Nullable Long burst,
            @DefaultValue("refuse") WhileAway whileAway) {}
}
