package dev.errata.reference.harpoon.control;

import dev.errata.core.Catalog;
import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.reference.control.ControlController;
import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.MovableClock;
import dev.errata.reference.control.Receivers;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.harpoon.merchant.PaymentMethods;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.SqliteDatabase;
import dev.errata.webhooks.Network;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** With controls there is a network of test receivers and a fixture for each state; without, there is the internet. */
@Configuration(proxyBeanMethods = false)
class HarpoonControls {
    @Bean
    @ConditionalOnProperty(name = "harpoon.controls", havingValue = "false")
    Network network() {
        return Network.SYSTEM;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "harpoon.controls", havingValue = "true")
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
                SqliteDatabase database,
                ApiKeys keys,
                ApiKeyStore keyStore,
                PaymentMethods methods,
                MaintenanceGuard maintenance,
                Transactions transactions,
                RandomGenerator random) {
            KeyFixtures keyFixtures = new KeyFixtures(keys, keyStore, methods, maintenance, clock, random);
            keyFixtures.settleIn(HarpoonKeys.DEMO_TEAM);
            StateFixtures states = new StateFixtures(database, transactions, maintenance, clock, random);
            List<Fixture> fixtures = List.of(
                    new Named("account", keyFixtures::account),
                    new Named("key", keyFixtures::key),
                    new Named("payment", states::payment),
                    new Named("decision", states::decision),
                    new Named("unreadable_transaction", states::unreadableTransaction),
                    new Named("maintenance", states::maintenance),
                    new Named("receiver", arguments -> states.receiver(receivers, arguments)));
            return new ControlController(catalog, clock, receivers, fixtures);
        }
    }
}
