package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.webhooks.EventType;

/** What a test tells: payments that nobody made. */
public final class Samples {
    private static final String AMOUNT = "150.00";

    private Samples() {}

    /** The data of an event of this type, with everything that it can have. */
    public static EventData of(EventType type) {
        boolean paid = type == EventType.COMPLETED || type == EventType.REFUNDED || type == EventType.DISPUTED;
        TransactionStatus status = switch (type) {
            case COMPLETED -> TransactionStatus.SUCCESS;
            case FAILED -> TransactionStatus.FAILED;
            case EXPIRED -> TransactionStatus.EXPIRED;
            case REFUNDED -> TransactionStatus.REFUNDED;
            case CANCELLED -> TransactionStatus.CANCELLED;
            case DISPUTED -> TransactionStatus.MANUAL_REVIEW;
        };
        Sums sums = new Sums(AMOUNT, paid ? AMOUNT : null, null, paid ? "EXACT" : null, "GHS");
        return new EventData(
                new Standing("hpn_trx_5f0c2a7e9b1d4c3fa86e0d7b2c914e55", "K7M3F6", status, sums),
                "0241234567",
                paid ? "mtn" : null,
                paid ? "73012849466" : null,
                "{\"order\":\"1234\"}",
                "order_1234");
    }
}
