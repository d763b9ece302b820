package dev.errata.reference.harpoon.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a webhook can subscribe to. */
public enum EventType {
    /** Money came: SUCCESS, PARTIAL or OVERPAID. */
    COMPLETED,
    /** The telco refused. */
    FAILED,
    /** Nothing came in time. */
    EXPIRED,
    /** Money was sent back. */
    REFUNDED,
    /** Withdrawn before it was paid. */
    CANCELLED,
    /** Somebody else paid than was expected. */
    DISPUTED;

    /** The name on the wire, such as {@code transaction.completed}. */
    public String id() {
        return "transaction." + name().toLowerCase(Locale.ROOT);
    }

    /** The one that goes by this name. */
    static Optional<EventType> named(String id) {
        return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(EventType::id).toList();
    }
}
