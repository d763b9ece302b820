package dev.errata.reference.harpoon.transactions;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One payment as the table holds it; the names are those of its columns. */
public record Transaction(
        String reference,
        String team,
        boolean live,
        String hpnCode,
        String publicSlug,
        BigDecimal amount,
        String currency,
        TransactionStatus status,
        @Nullable String clientReference,
        @Nullable String phoneNumber,
        @Nullable String customerName,
        @Nullable String description,
        @Nullable String webhookUrl,
        @Nullable String redirectUrl,
        @Nullable String meta,
        @Nullable String expectedTelcoTransactionId,
        @Nullable String expectedPayerPhone,
        Instant createdAt,
        @Nullable Instant processingAt,
        @Nullable Instant completedAt,
        Instant expiresAt,
        @Nullable BigDecimal actualAmount,
        @Nullable String payerPhone,
        @Nullable String payerName,
        @Nullable String telcoProvider,
        @Nullable String telcoTransactionId,
        @Nullable Instant telcoAt) {

    /** What was paid less what was asked for; null before anything was paid. */
    @Nullable
    BigDecimal difference() {
        return actualAmount == null ? null : actualAmount.subtract(amount);
    }

    /** The number that paid or, before anything was paid, the one that was asked. */
    @Nullable
    String payerOrPhone() {
        return payerPhone == null ? phoneNumber : payerPhone;
    }

    /** JSON that the caller gave it, an empty object when there is none. */
    String metaOrEmpty() {
        return meta == null ? "{}" : meta;
    }

    /** Whether its time has passed while it was still waiting for money. */
    boolean isDue(Instant now) {
        return (status == TransactionStatus.CREATED || status == TransactionStatus.PENDING) && !now.isBefore(expiresAt);
    }
}
