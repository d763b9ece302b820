package dev.errata.reference.harbor;

import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.cursor.CursorKeys;
import dev.errata.guard.cursor.Cursors;
import dev.errata.guard.cursor.NumberedPages;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.limit.RateLimiter;
import dev.errata.guard.secret.Sealer;
import dev.errata.reference.control.ControlAccess;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.DemoKeys;
import dev.errata.reference.control.KeyConfiguration;
import dev.errata.reference.control.ReferenceConfiguration;
import dev.errata.reference.control.Secrets;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcIdempotencyStore;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import dev.errata.store.jdbc.SealedColumn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The doors in the order of the contract, and what Harbor needs beside the common ground. */
@Configuration(proxyBeanMethods = false)
@Import({ReferenceConfiguration.class, KeyConfiguration.class})
class HarborConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration IDEMPOTENCY_LOCK = Duration.ofSeconds(60);
    private static final RateLimitHeaders HEADERS =
            new RateLimitHeaders("Harbor-RateLimit-Limit", "Harbor-RateLimit-Remaining", "Harbor-RateLimit-Reset");

    @Bean
    Catalog catalog() {
        return HarborErrors.CATALOG;
    }

    @Bean
    Schema schema() {
        return new Schema("harbor", "classpath:dev/errata/reference/harbor/migration");
    }

    @Bean
    Retention.Plan ages() {
        return HarborRetention.PLAN;
    }

    @Bean
    DemoKeys demoKeys() {
        return HarborKeys.demo();
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            ControlAccess controls,
            HarborProperties properties,
            MaintenanceGuard maintenance,
            BucketStore buckets,
            ApiKeys keys,
            InstantSource clock) {
        RateLimit sandbox = limit(catalog, "sandbox", Level.KEY);
        RateLimit live = limit(catalog, "live", Level.KEY);
        RateLimitGuard perKey = new RateLimitGuard(
                catalog,
                buckets,
                clock,
                HEADERS,
                List.of(request ->
                        Objects.requireNonNull(request.get(Caller.class)).live() ? live : sandbox));
        GuardChain api = GuardChain.of(
                maintenance,
                new ApiKeyGuard(catalog, keys, clock),
                new EnvironmentGuard(catalog, properties.liveHost()),
                perKey);
        return GuardChain.of(new ControlGuard(catalog, controls, api));
    }

    private static RateLimit limit(Catalog catalog, String environment, Level level) {
        return RateLimit.of(catalog, environment + "-requests-per-minute", level, MINUTE)
                .withBurst(catalog.limit(environment + "-burst"))
                .whileAway(WhileAway.ALONE);
    }

    @Bean
    HarborStore store(JsonMapper json, Database database, Sealer sealer) {
        return new HarborStore(json, new SealedColumn(database, sealer, "webhooks", "id", "secret"));
    }

    @Bean
    Workspaces workspaces(HarborStore store, Catalog catalog, BucketStore buckets, InstantSource clock) {
        return new Workspaces(
                store,
                new RateLimiter(catalog, buckets, clock, HEADERS),
                limit(catalog, "sandbox", Level.OWNER),
                limit(catalog, "live", Level.OWNER));
    }

    @Bean
    Once once(
            Database database,
            Sealer sealer,
            Catalog catalog,
            InstantSource clock,
            SecureRandom random,
            JsonMapper json) {
        Duration keep = Duration.ofHours(catalog.limit("idempotency-hours"));
        Idempotency idempotency = new Idempotency(
                catalog, new JdbcIdempotencyStore(database, sealer), clock, random, keep, IDEMPOTENCY_LOCK);
        return new Once(database, idempotency, new IdempotencyKeyHeader(catalog), json);
    }

    @Bean
    Lists lists(Catalog catalog, Secrets secrets, InstantSource clock, SecureRandom random) {
        Duration life = Duration.ofHours(catalog.limit("cursor-hours"));
        return new Lists(new NumberedPages(
                new Cursors(catalog, CursorKeys.of(secrets.of("cursors")), clock, random, life), "starting_after"));
    }

    @Bean
    Ids ids(SecureRandom random) {
        return new Ids(random);
    }
}
