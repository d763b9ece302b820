package dev.errata.reference.harbor;

import dev.errata.reference.control.Fixtures;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A fixture for each state that an example begins from. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reference.controls", havingValue = "true")
@Import(HarborFixtures.class)
class HarborControls {
    @Bean
    Fixtures fixtures(HarborFixtures fixtures) {
        fixtures.demoWorkspace();
        return new Fixtures(fixtures::restore)
                .with("account", fixtures::account)
                .with("key", fixtures::key)
                .with("suspend", fixtures::suspend)
                .with("resume", fixtures::resume)
                .with("unreadable_event", fixtures::unreadableEvent)
                .with("maintenance", fixtures::maintenance)
                .with("receiver", fixtures::receiver)
                .with("delivered", fixtures::delivered);
    }
}
