package dev.errata.spring;

import dev.errata.guard.limit.GuardStores;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The guards whose modules the application has. */
@AutoConfiguration(after = ErrataAutoConfiguration.class)
@ConditionalOnClass(GuardStores.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class GuardsAutoConfiguration {
    /**
     * What guards of the application count, under its {@code spring.application.name}; in this process unless
     * {@code errata.limits} says otherwise.
     */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    GuardStores errataGuardStores(ErrataProperties properties, Environment environment, InstantSource clock) {
        return GuardStores.open(
                properties.limits(),
                environment.getProperty("spring.application.name", "application"),
                clock,
                properties.nodes());
    }
}
