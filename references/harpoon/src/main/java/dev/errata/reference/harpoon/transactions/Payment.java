package dev.errata.reference.harpoon.transactions;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a telco reported.
 *
 * @param transactionId the telco's number
 * @param provider the telco, in small letters
 * @param hpnCode what the customer wrote into the payment, null when nothing
 * @param team whose number the money came to, null where the telco does not say it
 * @param settledReference the transaction that it settled, null while there is none
 */
public record Payment(
        String transactionId,
        String provider,
        BigDecimal amount,
        String payerPhone,
        @Nullable String payerName,
        @Nullable String hpnCode,
        Instant receivedAt,
        @Nullable String team,
        @Nullable String settledReference) {}
