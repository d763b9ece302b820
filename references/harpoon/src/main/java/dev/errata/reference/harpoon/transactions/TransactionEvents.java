package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.webhooks.EventType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells subscribers what became of a payment, in the database transaction in which it became so. */
public interface TransactionEvents {
    /** Nobody hears of it unless the transaction of {@code db} commits. */
    void publish(JdbcClient db, EventType type, Transaction transaction);

    /** Tells a team of money that matches none of its codes; as {@link #publish}. */
    void forward(JdbcClient db, String team, Payment payment);
}
