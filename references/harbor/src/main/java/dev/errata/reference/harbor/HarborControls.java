package dev.errata.reference.harbor;

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
class HarborControls {
    @Bean
    @ConditionalOnProperty(name = "harbor.controls", havingValue = "false")
    Network network() {
        return Network.SYSTEM;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "harbor.controls", havingValue = "true")
    @Import(HarborFixtures.class)
    static class On {
        @Bean(destroyMethod = "close")
        Receivers receivers() {
            return new Receivers();
        }

        @Bean
        ControlController controls(Catalog catalog, MovableClock clock, Receivers receivers, HarborFixtures fixtures) {
            fixtures.demoWorkspace();
            List<Fixture> all = List.of(
                    new Named("account", fixtures::account),
                    new Named("key", fixtures::key),
                    new Named("suspend", fixtures::suspend),
                    new Named("resume", fixtures::resume),
                    new Named("unreadable_event", fixtures::unreadableEvent),
                    new Named("maintenance", fixtures::maintenance),
                    new Named("receiver", fixtures::receiver),
                    new Named("delivered", fixtures::delivered));
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
