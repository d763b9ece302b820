package dev.errata.reference.harpoon.transactions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as a list has it, flat; members without a value are null rather than absent. */
record ListItem(
        @JsonUnwrapped Standing standing,
        @Nullable String payerPhone,
        @Nullable String payerName,
        Instant createdAt,
        @Nullable Instant completedAt) {
    static ListItem of(Transaction t) {
        return new ListItem(Standing.of(t), t.payerOrPhone(), t.payerName(), t.createdAt(), t.completedAt());
    }
}
