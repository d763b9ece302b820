package dev.errata.spring;

import dev.errata.store.jdbc.Database;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.PropertySource;

/**
 * Tells Actuator of the application's stores, where both are there: the indicator {@code store} belongs to readiness, and
 * not to liveness, because a restart mends no database.
 */
@AutoConfiguration
@ConditionalOnClass({HealthIndicator.class, Database.class})
@PropertySource("classpath:META-INF/errata-health.properties")
public final class ErrataHealthAutoConfiguration {
    /** Spring makes it. */
    public ErrataHealthAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(name = "storeHealthIndicator")
    StoreHealth storeHealthIndicator(ObjectProvider<Database> databases) {
        return new StoreHealth(databases.orderedStream());
    }
}
