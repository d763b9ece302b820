package dev.errata.reference.harpoon.transactions;

import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;

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

    /** What may become of what; a test has the database refuse everything else. */
    public static final Transitions<TransactionStatus> TRANSITIONS = Transitions.of(
                    "transactions", "reference", TransactionStatus.class, EnumSet.of(PENDING))
            .from(CREATED, EnumSet.of(SUCCESS, PARTIAL, OVERPAID, EXPIRED, FAILED, CANCELLED))
            .from(PENDING, EnumSet.of(SUCCESS, PARTIAL, OVERPAID, EXPIRED, FAILED, MANUAL_REVIEW, CANCELLED))
            .from(PROCESSING, EnumSet.of(SUCCESS, PARTIAL, OVERPAID, FAILED, CANCELLED))
            .from(MANUAL_REVIEW, EnumSet.of(SUCCESS, PARTIAL, OVERPAID, FAILED, CANCELLED))
            .from(SUCCESS, EnumSet.of(REFUNDED))
            .from(PARTIAL, EnumSet.of(REFUNDED))
            .from(OVERPAID, EnumSet.of(REFUNDED));

    /** Whether the payment may still be reconciled or cancelled. */
    public boolean isOpen() {
        return this == CREATED || this == PENDING || this == PROCESSING || this == MANUAL_REVIEW;
    }

    /** Whether money came and stayed. */
    public boolean isPaid() {
        return this == SUCCESS || this == PARTIAL || this == OVERPAID;
    }
}
