package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.WhileAway;
import dev.errata.guard.limit.BucketStore;
import dev.errata.guard.limit.GuardStores;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import dev.errata.webhooks.Network;
import dev.errata.webhooks.UrlCheck;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The ground that every reference service stands on: clock, chance, database, secrets, network, controls.
 *
 * <p>The service brings its {@link Catalog}, its {@link Schema}, whose name is also that of the database's file, how
 * long it keeps what ({@link Retention.Plan}), and its {@link Fixtures}. With controls there is a network of test receivers; without, there is the internet.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReferenceProperties.class)
@Import(SecretConfiguration.class)
public class ReferenceConfiguration {
    static final Schema WEBHOOKS = new Schema("webhooks", "classpath:dev/errata/webhooks/migration");

    /** Spring makes it. */
    public ReferenceConfiguration() {}

    @Bean
    MovableClock clock() {
        return new MovableClock(InstantSource.system());
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean(destroyMethod = "close")
    Database database(ReferenceProperties properties, Schema schema) {
        return Databases.open(properties.store(schema.name()), WEBHOOKS, schema);
    }

    @Bean
    Retention ageLimits(Database database, InstantSource clock, Retention.Plan plan) {
        return new Retention(database, clock, plan);
    }

    @Bean(destroyMethod = "close")
    Housekeeping housekeeping(Retention ageLimits) {
        return new Housekeeping(ageLimits);
    }

    @Bean
    MaintenanceGuard maintenance(Catalog catalog, InstantSource clock, GuardStores stores) {
        return new MaintenanceGuard(catalog, clock, stores.maintenance(), WhileAway.ALONE);
    }

    @Bean(destroyMethod = "close")
    GuardStores guardStores(ReferenceProperties properties, Database database, Schema schema, InstantSource clock) {
        return GuardStores.open(properties.limitsPlace(database), schema.name(), clock, properties.nodes());
    }

    @Bean
    BucketStore buckets(GuardStores stores) {
        return stores.buckets();
    }

    @Bean
    UrlCheck urlCheck(Network network) {
        return new UrlCheck(network);
    }

    /**
     * The contracts speak JSON. CBOR is on the class path for authenticators, and Spring would take it for bodies and
     * answers as well once it sees it.
     */
    @Bean
    WebMvcConfigurer withoutCbor() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.configureMessageConvertersList(all -> all.removeIf(
                        converter -> converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_CBOR)));
            }
        };
    }

    @Bean
    ControlAccess controlAccess(ReferenceProperties properties, SecureRandom random) {
        if (!properties.controls()) {
            return ControlAccess.none();
        }
        return properties.controlToken().isEmpty()
                ? ControlAccess.drawn(random)
                : ControlAccess.with(properties.controlToken());
    }

    /** Told when the service is ready: one that does not start leaves the file of one that runs as it is. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> toldToken(ControlAccess access, ReferenceProperties properties) {
        return ready -> access.tell(properties.data());
    }

    @Bean
    @ConditionalOnProperty(name = "reference.controls", havingValue = "false")
    Network network(ReferenceProperties properties) {
        return Network.SYSTEM.with(properties.ports());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "reference.controls", havingValue = "true")
    static class Controls {
        @Bean(destroyMethod = "close")
        Receivers receivers(ReferenceProperties properties) {
            return new Receivers(properties.receivers(), properties.ports());
        }

        @Bean
        ControlController controls(
                Catalog catalog,
                MovableClock clock,
                Receivers receivers,
                Fixtures fixtures,
                ControlLease lease,
                LostAnswers lostAnswers,
                Retention ageLimits) {
            Fixtures all = fixtures.with("sweep", arguments -> Map.copyOf(ageLimits.sweep()))
                    .with("lost_answer", lostAnswers::lose);
            return new ControlController(catalog, clock, receivers, all, lease);
        }

        @Bean
        LostAnswers lostAnswers() {
            return new LostAnswers();
        }

        @Bean(destroyMethod = "close")
        ControlLease lease(
                ReferenceProperties properties, MovableClock clock, LostAnswers lostAnswers, Fixtures fixtures) {
            return new ControlLease(properties.lease(), () -> {
                clock.release();
                lostAnswers.restore();
                fixtures.restore();
            });
        }
    }
}
