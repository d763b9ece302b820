package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.cursor.CursorKeys;
import dev.errata.guard.cursor.Cursors;
import dev.errata.guard.key.ApiKeyGuard;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.key.LockGuard;
import dev.errata.guard.key.LockRule;
import dev.errata.guard.quota.Quotas;
import dev.errata.guard.rate.BucketStore;
import dev.errata.guard.rate.InMemoryBucketStore;
import dev.errata.guard.rate.RateLimit;
import dev.errata.guard.rate.RateLimit.Level;
import dev.errata.guard.rate.RateLimitGuard;
import dev.errata.guard.rate.RateLimitHeaders;
import dev.errata.guard.rate.RateRule;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.MovableClock;
import dev.errata.store.jdbc.JdbcApiKeyStore;
import dev.errata.store.jdbc.JdbcQuotaStore;
import dev.errata.store.jdbc.Schema;
import dev.errata.store.jdbc.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, the keys, and the doors in the order of the contract. */
@Configuration(proxyBeanMethods = false)
class HookBridgeConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Bean
    Catalog catalog() {
        return HookBridgeErrors.CATALOG;
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
    SqliteDatabase database(HookBridgeProperties properties) {
        return SqliteDatabase.open(
                properties.data().resolve("hookbridge.db"),
                new Schema("webhooks", "classpath:dev/errata/webhooks/migration"),
                new Schema("hookbridge", "classpath:dev/errata/reference/hookbridge/migration"));
    }

    /** Secrets of this installation; in earnest they come from elsewhere than the disk of the database. */
    record Secrets(byte[] pepper, byte[] cursors) {}

    @Bean
    Secrets secrets(HookBridgeProperties properties, SqliteDatabase afterTheFolderIsThere, SecureRandom random)
            throws IOException {
        return new Secrets(
                secret(properties.data().resolve("pepper"), random),
                secret(properties.data().resolve("cursors"), random));
    }

    private static byte[] secret(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] made = new byte[32];
            random.nextBytes(made);
            Files.write(file, made);
        }
        return Files.readAllBytes(file);
    }

    @Bean
    ApiKeyStore keyStore(HookBridgeProperties properties, SqliteDatabase database, Secrets secrets) {
        return HookBridgeKeys.demo().before(new JdbcApiKeyStore(database), secrets.pepper(), properties.controls());
    }

    @Bean
    ApiKeys keys(ApiKeyStore store, Secrets secrets, SecureRandom random) {
        return new ApiKeys(HookBridgeKeys.FORMAT, secrets.pepper(), store, random);
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
    LockGuard lock(Catalog catalog, ApiKeys keys, InstantSource clock) {
        LockRule rule = new LockRule(
                (int) catalog.limit("lock-failures"), MINUTE, Duration.ofSeconds(catalog.limit("lock-seconds")));
        return new LockGuard(catalog, new ApiKeyGuard(catalog, keys, clock), clock, rule);
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            HookBridgeProperties properties,
            MaintenanceGuard maintenance,
            LockGuard lock,
            BucketStore buckets,
            SqliteDatabase database,
            Accounts accounts,
            KeyRecords keys,
            InstantSource clock) {
        RateLimit byDefault = RateLimit.of(catalog, "requests-per-minute", Level.OWNER, MINUTE);
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
        return GuardChain.of(new ControlGuard(catalog, properties.controls(), new DownloadController.Past(api)));
    }

    @Bean
    Quotas quotas(Catalog catalog, SqliteDatabase database, InstantSource clock) {
        return new Quotas(catalog, new JdbcQuotaStore(database), clock);
    }

    @Bean
    Lists lists(Catalog catalog, Secrets secrets, InstantSource clock, SecureRandom random) {
        Duration life = Duration.ofHours(catalog.limit("cursor-hours"));
        return new Lists(new Cursors(catalog, CursorKeys.of(secrets.cursors()), clock, random, life));
    }

    @Bean
    Ids ids(InstantSource clock, SecureRandom random) {
        return new Ids(clock, random);
    }
}
