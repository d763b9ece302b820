package dev.errata.reference.harpoon.transactions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as callers see it; members without a value are null rather than absent. */
public record TransactionView(
        String reference,
        String hpnCode,
        TransactionStatus status,
        String expectedAmount,
        @Nullable String actualAmount,
        @Nullable String difference,
        @Nullable String differenceType,
        String currency,
        Payer payer,
        Telco telco,
        @JsonRawValue @Nullable String meta,
        Timeline timeline,
        @Nullable Long processingTimeMs,
        @Nullable String clientReference) {

    public record Payer(
            @Nullable String phoneNumber, @Nullable String name) {}

    public record Telco(
            @Nullable String provider,
            @Nullable String transactionId,
            @Nullable Instant timestamp) {}

    public record Timeline(
            Instant createdAt,
            Instant pendingAt,
            @Nullable Instant processingAt,
            @Nullable Instant completedAt) {}

    /** The view of a payment. */
    public static TransactionView of(Transaction t) {
        BigDecimal difference = t.difference();
        return new TransactionView(
                t.reference(),
                t.hpnCode(),
                t.status(),
                t.amount().toPlainString(),
                Amounts.text(t.actualAmount()),
                difference == null || difference.signum() == 0 ? null : difference.toPlainString(),
                difference == null ? null : Amounts.differenceType(difference),
                t.currency(),
                new Payer(t.payerPhone() == null ? t.phoneNumber() : t.payerPhone(), t.payerName()),
                new Telco(t.telcoProvider(), t.telcoTransactionId(), t.telcoAt()),
                t.meta(),
                new Timeline(t.createdAt(), t.createdAt(), t.processingAt(), t.completedAt()),
                t.processingAt() == null || t.completedAt() == null
                        ? null
                        : Duration.between(t.processingAt(), t.completedAt()).toMillis(),
                t.clientReference());
    }
}
