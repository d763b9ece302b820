package dev.errata.reference.harborprotocol.control;

import dev.errata.reference.control.Fixtures;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A fixture for each state that an example begins from. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reference.controls", havingValue = "true")
@Import({HarborProtocolFixtures.class, Readers.class})
class HarborProtocolControls {
    @Bean
    Fixtures fixtures(HarborProtocolFixtures fixtures, Readers readers) {
        return new Fixtures(fixtures::restore)
                .with("account", fixtures::account)
                .with("token", fixtures::token)
                .with("rotate_keys", fixtures::rotateKeys)
                .with("ended", fixtures::ended)
                .with("bytes", fixtures::bytes)
                .with("artifact_store", fixtures::artifactStore)
                .with("flow_fault", fixtures::flowFault)
                .with("close_bus", fixtures::closeBus)
                .with("publish", fixtures::publish)
                .with("readers", readers::open);
    }
}
