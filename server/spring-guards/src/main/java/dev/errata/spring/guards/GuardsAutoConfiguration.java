package dev.errata.spring.guards;

import dev.errata.core.Catalog;
import dev.errata.guard.GuardChain;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.guard.limit.GuardStores;
import dev.errata.spring.ErrataAutoConfiguration;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/**
 * The guards that properties name. The application may declare its own {@link GuardStores}, {@link ApiKeyStore},
 * {@link ApiKeys} and {@link GuardChain}; for the last it may go on with {@link Guards}.
 */
@AutoConfiguration(before = ErrataAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({GuardsProperties.class, ServerProperties.class})
public final class GuardsAutoConfiguration {
    /** What guards count, under the application's {@code spring.application.name}. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    GuardStores errataGuardStores(GuardsProperties properties, Environment environment, InstantSource clock) {
        return GuardStores.open(
                properties.store(),
                environment.getProperty("spring.application.name", "application"),
                clock,
                properties.nodes());
    }

    /** The keys of the accounts that properties name, or those in the application's own store. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("errata.guards.keys.prefix")
    ApiKeys errataApiKeys(GuardsProperties properties, ObjectProvider<ApiKeyStore> stores) {
        return NamedKeys.of(Objects.requireNonNull(properties.keys()), stores.getIfAvailable(), new SecureRandom());
    }

    /** What properties say, to go on with; each bean that asks gets its own. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Guards errataGuards(
            Catalog catalog,
            GuardsProperties properties,
            GuardStores stores,
            ObjectProvider<ApiKeys> keys,
            InstantSource clock,
            ServerProperties server) {
        String context = server.getServlet().getContextPath();
        GuardedPaths paths =
                GuardedPaths.of(context == null ? "" : context, properties.paths(), properties.openPaths());
        return NamedGuards.add(properties, catalog, keys.getIfAvailable(), new Guards(catalog, stores, clock, paths));
    }

    @Bean
    @ConditionalOnMissingBean
    GuardChain errataGuardChain(Guards guards) {
        return guards.chain();
    }
}
