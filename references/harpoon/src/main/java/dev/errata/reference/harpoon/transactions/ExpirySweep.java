package dev.errata.reference.harpoon.transactions;

import dev.errata.store.jdbc.Database;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Marks payments whose time has passed, so that their subscribers hear of it. */
@Component
final class ExpirySweep {
    private final Database database;
    private final Transactions transactions;

    ExpirySweep(Database database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 1_000)
    void sweep() {
        boolean more = true;
        while (more) {
            more = database.write(transactions::expireDue);
        }
    }
}
