package dev.errata.reference.harpoon.transactions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One payment as it is read by one of its names; members without a value are null rather than absent. */
record TransactionView(
        @JsonUnwrapped Standing standing,
        Payer payer,
        Telco telco,
        @JsonRawValue String meta,
        Timeline timeline,
        @Nullable Long processingTimeMs,
        @Nullable String clientReference) {

    record Payer(@Nullable String phoneNumber, @Nullable String name) {}

    record Telco(
            @Nullable String provider,
            @Nullable String transactionId,
            @Nullable Instant timestamp) {}

    record Timeline(
            Instant createdAt,
            Instant pendingAt,
            @Nullable Instant processingAt,
            @Nullable Instant completedAt) {}

    static TransactionView of(Transaction t) {
        return new TransactionView(
                Standing.of(t),
                new Payer(t.payerOrPhone(), t.payerName()),
                new Telco(t.telcoProvider(), t.telcoTransactionId(), t.telcoAt()),
                t.metaOrEmpty(),
                new Timeline(t.createdAt(), t.createdAt(), t.processingAt(), t.completedAt()),
                t.processingAt() == null || t.completedAt() == null
                        ? null
                        : Duration.between(t.processingAt(), t.completedAt()).toMillis(),
                t.clientReference());
    }
}
