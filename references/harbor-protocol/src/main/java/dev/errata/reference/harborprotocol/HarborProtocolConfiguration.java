package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.stream.StreamListener;
import dev.errata.guard.token.TokenGuard;
import dev.errata.guard.token.TokenKey;
import dev.errata.guard.token.TokenKeys;
import dev.errata.guard.token.TokenVerifier;
import dev.errata.reference.control.ControlAccess;
import dev.errata.reference.control.ControlGuard;
import dev.errata.reference.control.ReferenceConfiguration;
import dev.errata.reference.control.ReferenceProperties;
import dev.errata.reference.harborprotocol.artifacts.ArtifactDriver;
import dev.errata.reference.harborprotocol.artifacts.ArtifactMethods;
import dev.errata.reference.harborprotocol.artifacts.ArtifactRecords;
import dev.errata.reference.harborprotocol.artifacts.Artifacts;
import dev.errata.reference.harborprotocol.artifacts.FileDriver;
import dev.errata.reference.harborprotocol.artifacts.MemoryDriver;
import dev.errata.reference.harborprotocol.artifacts.ObjectStoreDriver;
import dev.errata.reference.harborprotocol.artifacts.SignedAddress;
import dev.errata.reference.harborprotocol.artifacts.SqlDriver;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.EventCounts;
import dev.errata.reference.harborprotocol.identity.IdentityGuard;
import dev.errata.reference.harborprotocol.identity.Issuer;
import dev.errata.reference.harborprotocol.identity.OpenRoutes;
import dev.errata.reference.harborprotocol.identity.StreamTokens;
import dev.errata.reference.harborprotocol.method.Ids;
import dev.errata.reference.harborprotocol.method.Methods;
import dev.errata.reference.harborprotocol.method.MethodsPage;
import dev.errata.reference.harborprotocol.method.ProtocolRoutes;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.method.Valid;
import dev.errata.reference.harborprotocol.posture.Posture;
import dev.errata.reference.harborprotocol.posture.TokenMethods;
import dev.errata.reference.harborprotocol.tasks.Instances;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.reference.harborprotocol.tasks.Tasks;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcSecrets;
import dev.errata.store.jdbc.Retention;
import dev.errata.store.jdbc.Schema;
import jakarta.validation.Validator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The doors in the order of the contract, and the routes behind them. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@Import({ReferenceConfiguration.class, RuntimeConfiguration.class})
class HarborProtocolConfiguration {
    @Bean
    Catalog catalog() {
        return HarborProtocolErrors.CATALOG;
    }

    @Bean
    Schema schema() {
        return new Schema("harbor_protocol", "classpath:dev/errata/reference/harborprotocol/migration");
    }

    @Bean
    Retention.Plan ages() {
        return ProtocolRetention.PLAN;
    }

    @Bean
    Issuer issuer(JdbcSecrets secrets, SecureRandom random, InstantSource clock, Catalog catalog) {
        return new Issuer(secrets, random, clock, Issuer.life(catalog));
    }

    @Bean
    GuardChain guards(
            Catalog catalog,
            ReferenceProperties reference,
            ControlAccess controls,
            Issuer issuer,
            InstantSource clock) {
        TokenGuard tokens =
                new TokenGuard(catalog, new TokenVerifier(Issuer.rules(), keys(reference.controls(), issuer), clock));
        GuardChain protocol = GuardChain.of(new StreamTokens(tokens), new IdentityGuard());
        OpenRoutes open = new OpenRoutes(catalog, reference.controls(), protocol);
        return GuardChain.of(new ControlGuard(catalog, controls, open));
    }

    private static TokenKeys keys(boolean demo, Issuer issuer) {
        TokenKey known = HarborProtocolTokens.signer().key();
        return id -> demo && id.equals(known.id()) ? known : issuer.find(id);
    }

    @Bean
    Ids ids(SecureRandom random) {
        return new Ids(random);
    }

    @Bean
    Valid valid(Validator validator) {
        return new Valid(validator);
    }

    @Bean(destroyMethod = "end")
    Bus bus(Catalog catalog, Database database, InstantSource clock, StreamListener listener, JsonMapper json) {
        return new Bus(catalog, database, clock, listener, json);
    }

    @Bean
    EventCounts eventCounts(Bus bus, Valid valid, Catalog catalog, InstantSource clock) {
        return new EventCounts(bus, valid, catalog, clock);
    }

    @Bean
    Posture posture(
            Instances instances, Sessions sessions, Tasks tasks, Bus bus, Artifacts artifacts, InstantSource clock) {
        return new Posture(instances, sessions, tasks, bus, artifacts, clock);
    }

    @Bean
    TokenMethods tokenMethods(Issuer issuer, Bus bus) {
        return new TokenMethods(issuer, bus);
    }

    @Bean
    ArtifactRecords artifactRecords(Database database, JsonMapper json) {
        return new ArtifactRecords(database, json);
    }

    @Bean
    Artifacts artifacts(
            ArtifactRecords records,
            InstantSource clock,
            Database database,
            ReferenceProperties reference,
            HarborProtocolProperties properties) {
        HarborProtocolProperties.ObjectStore store = properties.objectStore();
        SignedAddress address = new SignedAddress(store.region(), store.accessKey(), store.secretKey());
        List<ArtifactDriver> drivers = List.of(
                new MemoryDriver(),
                new FileDriver(reference.data().resolve("artifacts")),
                new SqlDriver(database),
                new ObjectStoreDriver(
                        new FileDriver(reference.data().resolve("objects").resolve(store.bucket())),
                        store.endpoint().resolve("/" + store.bucket()),
                        address));
        return new Artifacts(records, clock, drivers, properties.artifacts());
    }

    @Bean
    ArtifactMethods artifactMethods(
            Artifacts artifacts, ArtifactRecords records, Bus bus, Valid valid, Catalog catalog, InstantSource clock) {
        return new ArtifactMethods(artifacts, records, bus, valid, catalog, clock);
    }

    @Bean
    Methods methods(List<Surface> surfaces) {
        return Methods.of(surfaces);
    }

    @Bean
    MethodsPage methodsPage(Methods methods, Catalog catalog) {
        return new MethodsPage(methods, catalog);
    }

    @Bean
    ProtocolRoutes routes(
            Methods methods,
            Catalog catalog,
            JsonMapper json,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        ProtocolRoutes routes = new ProtocolRoutes(methods, catalog, json);
        routes.register(mapping);
        return routes;
    }
}
