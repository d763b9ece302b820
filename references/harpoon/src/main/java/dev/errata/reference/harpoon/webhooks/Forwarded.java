package dev.errata.reference.harpoon.webhooks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.reference.harpoon.transactions.Payment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is told of a payment that matches no HPN code, flat; members without a value are null rather than absent. */
record Forwarded(
        String transactionId,
        @Nullable String telcoTransactionId,
        String provider,
        @JsonUnwrapped Money money,
        @Nullable String reference,
        @JsonUnwrapped Payer payer,
        Instant transactionTimestamp) {
    static final String EVENT = "transaction.forwarded";

    record Money(String amount, String currency) {}

    record Payer(@Nullable String payerPhone, @Nullable String payerName) {}

    /** A payment of the telco's number has one id of ours, whoever asks for it. */
    static Forwarded of(Payment payment) {
        return new Forwarded(
                UUID.nameUUIDFromBytes(payment.transactionId().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                payment.transactionId(),
                payment.provider(),
                new Money(payment.amount().toPlainString(), "GHS"),
                payment.hpnCode(),
                new Payer(payment.payerPhone(), payment.payerName()),
                payment.receivedAt());
    }

    static Forwarded sample(Instant now) {
        return new Forwarded(
                "0b7f6a52-6f0d-4c5e-9a1b-3d2c4e5f6071",
                "73012849466",
                "mtn",
                new Money("150.00", "GHS"),
                "RENT MAY",
                new Payer("0241234567", "Ama Mensah"),
                now);
    }
}
