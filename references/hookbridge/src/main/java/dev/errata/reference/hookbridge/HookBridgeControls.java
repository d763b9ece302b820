package dev.errata.reference.hookbridge;

import dev.errata.reference.control.Fixtures;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A fixture for each state that an example begins from. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reference.controls", havingValue = "true")
@Import({AccountFixtures.class, MessageFixtures.class})
class HookBridgeControls {
    @Bean
    Fixtures fixtures(AccountFixtures accounts, MessageFixtures messages) {
        accounts.demo();
        return new Fixtures(accounts::restore)
                .with("account", accounts::account)
                .with("foreign_project", accounts::foreignProject)
                .with("subscription", accounts::subscription)
                .with("usage", accounts::usage)
                .with("maintenance", accounts::maintenance)
                .with("receiver", messages::receiver)
                .with("delivered", messages::delivered)
                .with("replayed", messages::replayed)
                .with("purge", messages::purge)
                .with("unreadable_endpoint", messages::unreadable)
                .with("stall_exports", messages::stallExports)
                .with("exported", messages::exported);
    }
}
