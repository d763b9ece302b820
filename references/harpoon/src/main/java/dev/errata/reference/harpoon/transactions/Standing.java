package dev.errata.reference.harpoon.transactions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Where a payment stands: what its read, its item of a list and its events begin with. */
record Standing(
        String reference,
        String hpnCode,
        TransactionStatus status,
        @JsonUnwrapped Sums sums) {
    static Standing of(Transaction t) {
        return new Standing(t.reference(), t.hpnCode(), t.status(), Sums.of(t));
    }
}
