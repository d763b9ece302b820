package dev.errata.reference.harpoon;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.idempotency.Idempotency;
import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import dev.errata.guard.key.AddressGuard;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.rate.BucketStore;
import dev.errata.guard.rate.InMemoryBucketStore;
import dev.errata.guard.rate.RateLimit;
import dev.errata.guard.rate.RateLimit.Level;
import dev.errata.guard.rate.RateLimitGuard;
import dev.errata.guard.rate.RateLimitHeaders;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.MovableClock;
import dev.errata.reference.harpoon.transactions.TransactionEvents;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.JdbcApiKeyStore;
import dev.errata.store.jdbc.JdbcIdempotencyStore;
import dev.errata.store.jdbc.Schema;
import dev.errata.store.jdbc.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, the keys, the doors in the order of the contract, and the rules of payments. */
@Configuration(proxyBeanMethods = false)
class HarpoonConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration IDEMPOTENCY_LOCK = Duration.ofSeconds(60);
    private static final int PEPPER_BYTES = 32;

    @Bean
    Catalog catalog() {
        return HarpoonErrors.CATALOG;
    }

    @Bean
    MovableClock clock() {
        return new MovableClock(InstantSource.system());
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean(destroyMethod = "close")
    SqliteDatabase database(HarpoonProperties properties) {
        return SqliteDatabase.open(
                properties.data().resolve("harpoon.db"),
                new Schema("webhooks", "classpath:dev/errata/webhooks/migration"),
                new Schema("harpoon", "classpath:dev/errata/reference/harpoon/migration"));
    }

    /** A secret of this installation that no key can be checked without. */
    record Pepper(byte[] bytes) {}

    @Bean
    Pepper pepper(HarpoonProperties properties, SqliteDatabase afterTheFolderIsThere, SecureRandom random)
            throws IOException {
        return new Pepper(pepper(properties.data().resolve("pepper"), random));
    }

    @Bean
    ApiKeyStore keyStore(HarpoonProperties properties, SqliteDatabase database, Pepper pepper) {
        return HarpoonKeys.demo().before(new JdbcApiKeyStore(database), pepper.bytes(), properties.controls());
    }

    @Bean
    ApiKeys keys(ApiKeyStore store, Pepper pepper, SecureRandom random) {
        return new ApiKeys(HarpoonKeys.FORMAT, pepper.bytes(), store, random);
    }

    /** Beside the database here; whoever runs this for the public keeps it elsewhere and puts it there at the start. */
    private static byte[] pepper(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] made = new byte[PEPPER_BYTES];
            random.nextBytes(made);
            Files.write(file, made);
        }
        return Files.readAllBytes(file);
    }

    @Bean
    MaintenanceGuard maintenance(Catalog catalog, InstantSource clock) {
        return new MaintenanceGuard(catalog, clock);
    }

    @Bean
    BucketStore buckets(InstantSource clock) {
        return new InMemoryBucketStore(clock);
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            HarpoonProperties properties,
            MaintenanceGuard maintenance,
            BucketStore buckets,
            ApiKeys keys,
            InstantSource clock) {
        GuardChain api = GuardChain.of(
                maintenance,
                limits(
                        catalog,
                        buckets,
                        clock,
                        RateLimit.of(catalog, "global-requests-per-minute", Level.GLOBAL, MINUTE)),
                new ApiKeyGuard(catalog, keys, clock),
                new AddressGuard(catalog),
                limits(
                        catalog,
                        buckets,
                        clock,
                        RateLimit.of(catalog, "requests-per-minute", Level.KEY, MINUTE),
                        RateLimit.of(catalog, "user-requests-per-minute", Level.USER, MINUTE)));
        return GuardChain.of(new ControlGuard(catalog, properties.controls(), api));
    }

    private static RateLimitGuard limits(
            Catalog catalog, BucketStore buckets, InstantSource clock, RateLimit... limits) {
        return new RateLimitGuard(catalog, buckets, clock, RateLimitHeaders.X, List.of(limits));
    }

    @Bean
    Idempotency idempotency(Catalog catalog, SqliteDatabase database, InstantSource clock, RandomGenerator random) {
        Duration keep = Duration.ofHours(catalog.limit("idempotency-hours"));
        return new Idempotency(catalog, new JdbcIdempotencyStore(database), clock, random, keep, IDEMPOTENCY_LOCK);
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
