package dev.errata.reference.harpoon.transactions;

/** The states of a payment. */
public enum TransactionStatus {
    /** Known, not yet waiting for money. */
    CREATED,
    /** Waiting for money. */
    PENDING,
    /** Money was reported and is being looked at. */
    PROCESSING,
    /** Paid exactly. */
    SUCCESS,
    /** Paid in part. */
    PARTIAL,
    /** More was paid than asked for. */
    OVERPAID,
    /** Nothing came in time. */
    EXPIRED,
    /** The telco refused. */
    FAILED,
    /** Somebody else paid than was expected; a person decides. */
    MANUAL_REVIEW,
    /** Paid and sent back. */
    REFUNDED,
    /** Withdrawn before it was paid. */
    CANCELLED;

    /** Whether the payment may still be reconciled or cancelled. */
    public boolean isOpen() {
        return this == CREATED || this == PENDING || this == PROCESSING || this == MANUAL_REVIEW;
    }

    /** Whether money came and stayed. */
    public boolean isPaid() {
        return this == SUCCESS || this == PARTIAL || this == OVERPAID;
    }
}
