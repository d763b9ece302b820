package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.cursor.CursorKeys;
import dev.errata.guard.cursor.Cursors;
import dev.errata.guard.cursor.NumberedPages;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.LockGuard;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.guard.limit.LockRule;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.limit.RateRule;
import dev.errata.guard.quota.Quotas;
import dev.errata.reference.control.ControlAccess;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.DemoKeys;
import dev.errata.reference.control.KeyConfiguration;
import dev.errata.reference.control.ReferenceConfiguration;
import dev.errata.reference.control.Secrets;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcQuotaStore;
import dev.errata.store.jdbc.Schema;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.type.LogicalType;

/** The doors in the order of the contract, and what HookBridge needs beside the common ground. */
@Configuration(proxyBeanMethods = false)
@Import({ReferenceConfiguration.class, KeyConfiguration.class})
class HookBridgeConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Bean
    Catalog catalog() {
        return HookBridgeErrors.CATALOG;
    }

    @Bean
    Schema schema() {
        return new Schema("hookbridge", "classpath:dev/errata/reference/hookbridge/migration");
    }

    @Bean
    dev.errata.store.jdbc.Retention.Plan ages() {
        return StoredRetention.PLAN;
    }

    @Bean
    DemoKeys demoKeys() {
        return HookBridgeKeys.demo();
    }

    @Bean
    LockGuard lock(Catalog catalog, ApiKeys keys, InstantSource clock, GuardStores stores) {
        LockRule rule = new LockRule(
                        (int) catalog.limit("lock-failures"), MINUTE, Duration.ofSeconds(catalog.limit("lock-seconds")))
                .whileAway(WhileAway.ALONE);
        return new LockGuard(catalog, new ApiKeyGuard(catalog, keys, clock), stores.locks(), rule);
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            ControlAccess controls,
            MaintenanceGuard maintenance,
            LockGuard lock,
            BucketStore buckets,
            Database database,
            Accounts accounts,
            KeyRecords keys,
            InstantSource clock) {
        RateLimit byDefault = RateLimit.of(catalog, "requests-per-minute", Level.OWNER, MINUTE)
                .whileAway(WhileAway.ALONE);
        RateRule own = RateRule.byCaller(
                byDefault,
                caller -> database.read(db -> accounts.project(db, caller.owner()))
                        .map(Project::rateLimitDefault)
                        .orElse(0L));
        GuardChain api = GuardChain.of(
                maintenance,
                lock,
                new RateLimitGuard(catalog, buckets, clock, RateLimitHeaders.X, List.of(own)),
                new LastUse(database, keys));
        return GuardChain.of(new ControlGuard(catalog, controls, new WithoutKey(maintenance, api)));
    }

    @Bean
    Quotas quotas(Catalog catalog, Database database, InstantSource clock) {
        return new Quotas(catalog, new JdbcQuotaStore(database), clock);
    }

    @Bean
    Lists lists(Catalog catalog, Secrets secrets, InstantSource clock, SecureRandom random) {
        Duration life = Duration.ofHours(catalog.limit("cursor-hours"));
        return new Lists(new NumberedPages(
                new Cursors(catalog, CursorKeys.of(secrets.of("cursors")), clock, random, life), "cursor"));
    }

    /** PHP has one kind of array for lists and for objects, and its kit writes an empty one as a list. */
    @Bean
    JsonMapperBuilderCustomizer emptyArraysOfPhp() {
        return builder -> {
            builder.withCoercionConfig(LogicalType.Map, HookBridgeConfiguration::takeEmptyArray);
            for (Class<?> body : List.of(
                    EndpointController.EndpointRequest.class,
                    InboundSettings.class,
                    ProjectController.ProjectRequest.class,
                    BillingController.PortalRequest.class)) {
                builder.withCoercionConfig(body, HookBridgeConfiguration::takeEmptyArray);
            }
        };
    }

    private static void takeEmptyArray(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.EmptyArray, CoercionAction.AsEmpty);
    }

    @Bean
    Ids ids(InstantSource clock, SecureRandom random) {
        return new Ids(clock, random);
    }
}
