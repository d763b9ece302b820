package dev.errata.reference.harpoon;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import dev.errata.guard.key.AddressGuard;
import dev.errata.guard.key.AddressLimitGuard;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.secret.Sealer;
import dev.errata.reference.control.ControlAccess;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.DemoKeys;
import dev.errata.reference.control.KeyConfiguration;
import dev.errata.reference.control.ReferenceConfiguration;
import dev.errata.reference.harpoon.transactions.TransactionEvents;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcIdempotencyStore;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The doors in the order of the contract, and the rules of payments, on the common ground. */
@Configuration(proxyBeanMethods = false)
@Import({ReferenceConfiguration.class, KeyConfiguration.class})
class HarpoonConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration IDEMPOTENCY_LOCK = Duration.ofSeconds(60);

    @Bean
    Catalog catalog() {
        return HarpoonErrors.CATALOG;
    }

    @Bean
    Schema schema() {
        return new Schema("harpoon", "classpath:dev/errata/reference/harpoon/migration");
    }

    @Bean
    Retention.Plan ages() {
        return HarpoonRetention.PLAN;
    }

    @Bean
    DemoKeys demoKeys() {
        return HarpoonKeys.demo();
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            ControlAccess controls,
            MaintenanceGuard maintenance,
            BucketStore buckets,
            ApiKeys keys,
            InstantSource clock) {
        GuardChain api = GuardChain.of(
                maintenance,
                new AddressLimitGuard(
                        catalog,
                        clock,
                        RateLimitHeaders.X,
                        RateLimit.of(catalog, "address-requests-per-minute", Level.ADDRESS, MINUTE)),
                new ApiKeyGuard(catalog, keys, clock),
                new AddressGuard(catalog),
                limits(
                        catalog,
                        buckets,
                        clock,
                        RateLimit.of(catalog, "global-requests-per-minute", Level.GLOBAL, MINUTE),
                        RateLimit.of(catalog, "requests-per-minute", Level.KEY, MINUTE),
                        RateLimit.of(catalog, "user-requests-per-minute", Level.USER, MINUTE)));
        return GuardChain.of(new ControlGuard(catalog, controls, api));
    }

    private static RateLimitGuard limits(
            Catalog catalog, BucketStore buckets, InstantSource clock, RateLimit... limits) {
        return new RateLimitGuard(
                catalog,
                buckets,
                clock,
                RateLimitHeaders.X,
                Arrays.stream(limits)
                        .map(limit -> limit.whileAway(WhileAway.ALONE))
                        .toList());
    }

    @Bean
    Idempotency idempotency(
            Catalog catalog, Database database, Sealer sealer, InstantSource clock, RandomGenerator random) {
        Duration keep = Duration.ofHours(catalog.limit("idempotency-hours"));
        return new Idempotency(
                catalog, new JdbcIdempotencyStore(database, sealer), clock, random, keep, IDEMPOTENCY_LOCK);
    }

    @Bean
    IdempotencyKeyHeader idempotencyKeyHeader(Catalog catalog) {
        return new IdempotencyKeyHeader(catalog);
    }

    @Bean
    Transactions transactions(TransactionEvents events, InstantSource clock, RandomGenerator random) {
        return new Transactions(events, clock, random);
    }
}
