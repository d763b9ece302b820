package dev.errata.reference.harpoon.control;

import dev.errata.guard.MaintenanceGuard;
import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeys;
import dev.errata.reference.control.Fixtures;
import dev.errata.reference.control.Receivers;
import dev.errata.reference.harpoon.HarpoonKeys;
import dev.errata.reference.harpoon.merchant.PaymentMethods;
import dev.errata.reference.harpoon.transactions.Transactions;
import dev.errata.store.jdbc.Database;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A fixture for each state that an example begins from. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "reference.controls", havingValue = "true")
class HarpoonControls {
    @Bean
    Fixtures fixtures(
            InstantSource clock,
            Receivers receivers,
            Database database,
            ApiKeys keys,
            ApiKeyStore keyStore,
            PaymentMethods methods,
            MaintenanceGuard maintenance,
            Transactions transactions,
            RandomGenerator random) {
        KeyFixtures ofKeys = new KeyFixtures(keys, keyStore, methods, maintenance, clock, random);
        ofKeys.settleIn(HarpoonKeys.DEMO_TEAM);
        StateFixtures states = new StateFixtures(database, transactions, maintenance, clock, random);
        return new Fixtures(ofKeys::restore)
                .with("account", ofKeys::account)
                .with("key", ofKeys::key)
                .with("payment", states::payment)
                .with("decision", states::decision)
                .with("unreadable_transaction", states::unreadableTransaction)
                .with("maintenance", states::maintenance)
                .with("receiver", arguments -> states.receiver(receivers, arguments));
    }
}
