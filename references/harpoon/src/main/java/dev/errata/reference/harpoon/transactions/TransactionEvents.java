package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.webhooks.EventType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells subscribers what became of a payment, in the database transaction in which it became so. */
@FunctionalInterface
public interface TransactionEvents {
    /** Nobody hears of it unless the transaction of {@code db} commits. */
    void publish(JdbcClient db, EventType type, Transaction transaction);
}
