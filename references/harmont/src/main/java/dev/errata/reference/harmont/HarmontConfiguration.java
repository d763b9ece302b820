package dev.errata.reference.harmont;

import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.Guard;
import dev.errata.guard.GuardChain;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.cursor.CursorKeys;
import dev.errata.guard.cursor.Cursors;
import dev.errata.guard.cursor.NumberedPages;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.RateLimit;
import dev.errata.guard.limit.RateLimit.Level;
import dev.errata.guard.limit.RateLimitGuard;
import dev.errata.guard.limit.RateLimitHeaders;
import dev.errata.guard.limit.RateLimiter;
import dev.errata.reference.control.ControlAccess;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.ReferenceConfiguration;
import dev.errata.reference.control.ReferenceProperties;
import dev.errata.reference.control.Secrets;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The doors in the order of the contract, and what Harmont needs beside the common ground. */
@Configuration(proxyBeanMethods = false)
@Import(ReferenceConfiguration.class)
class HarmontConfiguration {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateLimitHeaders HEADERS =
            new RateLimitHeaders("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

    @Bean
    Catalog catalog() {
        return HarmontErrors.CATALOG;
    }

    @Bean
    Schema schema() {
        return new Schema("harmont", "classpath:dev/errata/reference/harmont/migration");
    }

    @Bean
    Retention.Plan ages() {
        return HarmontRetention.PLAN;
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            ReferenceProperties reference,
            ControlAccess controls,
            MaintenanceGuard maintenance,
            BucketStore buckets,
            Database database,
            Tokens tokens,
            Users users,
            InstantSource clock) {
        Map<String, Caller> demo = reference.controls() ? HarmontTokens.callers() : Map.of();
        RateLimit limit = RateLimit.of(catalog, "requests-per-minute", Level.KEY, MINUTE)
                .withBurst(catalog.limit("burst"))
                .whileAway(WhileAway.ALONE);
        RateLimitGuard perToken = new RateLimitGuard(catalog, buckets, clock, HEADERS, List.of(limit));
        Guard known = request -> request.get(Caller.class) == null ? null : perToken.check(request);
        GuardChain api =
                GuardChain.of(maintenance, new BearerGuard(catalog, database, tokens, users, demo, clock), known);
        return GuardChain.of(new ControlGuard(catalog, controls, api));
    }

    @Bean
    MailLimit mailLimit(Catalog catalog, BucketStore buckets, InstantSource clock) {
        return new MailLimit(catalog, new RateLimiter(catalog, buckets, clock, HEADERS), buckets);
    }

    @Bean
    Connections connections(HarmontProperties properties) {
        return new Connections(properties);
    }

    @Bean(destroyMethod = "shutdown")
    ExecutorService later() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "mail");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** With the controls on, the payment provider in small has a secret of its own. */
    @Bean
    PaymentEvents paymentEvents(
            Database database,
            Ledger ledger,
            JsonMapper json,
            InstantSource clock,
            HarmontProperties properties,
            ReferenceProperties reference,
            Secrets secrets) {
        String secret = properties.paymentsSecret();
        return new PaymentEvents(
                database,
                ledger,
                json,
                clock,
                secret == null && reference.controls() ? standInSecret(secrets) : secret);
    }

    static String standInSecret(Secrets secrets) {
        return HexFormat.of().formatHex(secrets.of("payments"));
    }

    @Bean
    Mailer mailer(Connections connections, HarmontProperties properties, ExecutorService later) {
        return new Mailer(connections, properties.origin(), later);
    }

    @Bean
    Upstream upstream(JsonMapper json) {
        return new Upstream(json);
    }

    @Bean
    RelyingParty relyingParty(Catalog catalog, HarmontProperties properties) {
        return new RelyingParty(properties.origin(), catalog.limit("challenge-seconds"));
    }

    @Bean
    LogTokens logTokens(Catalog catalog, Secrets secrets, InstantSource clock) {
        Duration life = Duration.ofMinutes(catalog.limit("log-token-minutes"));
        return new LogTokens(secrets.of("log-tokens"), clock, life);
    }

    @Bean
    Lists lists(Catalog catalog, Secrets secrets, InstantSource clock, SecureRandom random) {
        Duration life = Duration.ofHours(catalog.limit("cursor-hours"));
        return new Lists(new NumberedPages(
                new Cursors(catalog, CursorKeys.of(secrets.of("cursors")), clock, random, life), "cursor"));
    }

    @Bean
    Ids ids(SecureRandom random) {
        return new Ids(random);
    }
}
