package dev.errata.reference.harpoon.transactions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/** A payment as its events have it, flat; members without a value are null rather than absent. */
public record EventData(
        @JsonUnwrapped Standing standing,
        @Nullable String payerPhone,
        @Nullable String telcoProvider,
        @Nullable String telcoTransactionId,
        @JsonRawValue String meta,
        @Nullable String clientReference) {
    /** What the events of a payment say of it. */
    public static EventData of(Transaction t) {
        return new EventData(
                Standing.of(t),
                t.payerOrPhone(),
                t.telcoProvider(),
                t.telcoTransactionId(),
                t.metaOrEmpty(),
                t.clientReference());
    }
}
