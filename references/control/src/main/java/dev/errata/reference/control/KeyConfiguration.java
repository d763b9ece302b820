package dev.errata.reference.control;

import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.JdbcApiKeyStore;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** API keys of a reference service that has them; it brings its {@link DemoKeys}. */
@Configuration(proxyBeanMethods = false)
public class KeyConfiguration {
    /** Spring makes it. */
    public KeyConfiguration() {}

    @Bean
    ApiKeyStore keyStore(ReferenceProperties properties, Database database, Secrets secrets, DemoKeys demo) {
        return demo.before(new JdbcApiKeyStore(database), secrets.of("pepper"), properties.controls());
    }

    @Bean
    ApiKeys keys(ApiKeyStore store, Secrets secrets, DemoKeys demo, SecureRandom random) {
        return new ApiKeys(demo.format(), secrets.of("pepper"), store, random);
    }
}
