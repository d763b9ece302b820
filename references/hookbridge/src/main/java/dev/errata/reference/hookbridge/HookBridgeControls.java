package dev.errata.reference.hookbridge;

import dev.errata.core.Catalog;
import dev.errata.reference.control.ControlController;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.MovableClock;
import dev.errata.reference.control.Receivers;
import dev.errata.webhooks.Network;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** With controls there is a network of test receivers and a fixture for each state; without, there is the internet. */
@Configuration(proxyBeanMethods = false)
class HookBridgeControls {
    @Bean
    @ConditionalOnProperty(name = "hookbridge.controls", havingValue = "false")
    Network network() {
        return Network.SYSTEM;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "hookbridge.controls", havingValue = "true")
    @Import({AccountFixtures.class, MessageFixtures.class})
    static class On {
        @Bean(destroyMethod = "close")
        Receivers receivers() {
            return new Receivers();
        }

        @Bean
        ControlController controls(
                Catalog catalog,
                MovableClock clock,
                Receivers receivers,
                AccountFixtures accounts,
                MessageFixtures messages) {
            accounts.demo();
            List<Fixture> all = List.of(
                    new Named("account", accounts::account),
                    new Named("foreign_project", accounts::foreignProject),
                    new Named("subscription", accounts::subscription),
                    new Named("usage", accounts::usage),
                    new Named("maintenance", accounts::maintenance),
                    new Named("receiver", messages::receiver),
                    new Named("delivered", messages::delivered),
                    new Named("replayed", messages::replayed),
                    new Named("purge", messages::purge),
                    new Named("unreadable_endpoint", messages::unreadable),
                    new Named("stall_exports", messages::stallExports),
                    new Named("exported", messages::exported));
            return new ControlController(catalog, clock, receivers, all);
        }
    }

    private record Named(String name, Function<Map<String, String>, Map<String, Object>> maker) implements Fixture {
        @Override
        public Map<String, Object> make(Map<String, String> arguments) {
            return maker.apply(arguments);
        }
    }
}
