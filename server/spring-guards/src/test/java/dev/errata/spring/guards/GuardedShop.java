package dev.errata.spring.guards;

import dev.errata.core.Catalog;
import dev.errata.guard.Caller;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that knows nothing of guards but its properties. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(GuardedShop.Orders.class)
class GuardedShop {
    @Bean
    Catalog catalog() {
        return TestContract.catalog();
    }

    @Bean
    InstantSource clock() {
        return new ManualClock();
    }

    @RestController
    static class Orders {
        @GetMapping("/v1/orders")
        Map<String, Object> orders(Caller caller) {
            return Map.of(caller.owner(), caller.scopes().stream().sorted().toList());
        }

        @GetMapping("/v1/status")
        Map<String, Object> status() {
            return Map.of("up", true);
        }

        @GetMapping("/about")
        Map<String, Object> about() {
            return Map.of("shop", "open");
        }
    }
}
