package dev.errata.reference.harpoon.transactions;

import dev.errata.store.jdbc.SqliteDatabase;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Marks payments whose time has passed, so that their subscribers hear of it. */
@Component
final class ExpirySweep {
    private final SqliteDatabase database;
    private final Transactions transactions;

    ExpirySweep(SqliteDatabase database, Transactions transactions) {
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
