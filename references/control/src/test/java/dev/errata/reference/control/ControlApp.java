package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.GuardChain;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A service that refuses everybody, with controls. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ControlApp {
    /** Answers its arguments; {@code team} must be among them. */
    private static Map<String, Object> account(Map<String, String> arguments) {
        Fixture.required(arguments, "team");
        return new TreeMap<>(arguments);
    }

    @Bean
    Catalog catalog() {
        return TestContract.catalog();
    }

    @Bean
    GuardChain guards(Catalog catalog) {
        return GuardChain.of(new ControlGuard(
                catalog,
                ControlAccess.with(Service.CONTROL_TOKEN),
                request -> catalog.answer(Condition.AUTH_MISSING, Facts.none())));
    }

    @Bean(destroyMethod = "close")
    Receivers receivers() {
        return new Receivers();
    }

    @Bean
    ControlController controls(Catalog catalog, Receivers receivers) {
        MovableClock clock = new MovableClock(new ManualClock());
        return new ControlController(
                catalog,
                clock,
                receivers,
                new Fixtures(() -> {}).with("key", ControlApp::account).with("account", ControlApp::account),
                new ControlLease(Duration.ofDays(1), clock::release));
    }
}
