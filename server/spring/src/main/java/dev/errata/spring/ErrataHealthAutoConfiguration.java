package dev.errata.spring;

import dev.errata.guard.Store;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;

/**
 * Tells Actuator, where it is there, of the application's stores: the indicator {@code store} belongs to readiness, and
 * not to liveness, because a restart mends no database.
 */
@AutoConfiguration
@ConditionalOnClass(HealthIndicator.class)
@PropertySource("classpath:META-INF/errata-health.properties")
public final class ErrataHealthAutoConfiguration {
    /** Spring makes it. */
    public ErrataHealthAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(name = "storeHealthIndicator")
    StoreHealth storeHealthIndicator(ObjectProvider<Store> stores) {
        return new StoreHealth(stores.orderedStream());
    }
}
