package dev.errata.reference.harpoon.transactions;

import dev.errata.guard.idempotency.IdempotencyKeyHeader;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of initialize. Members with an error code of their own are read as they were sent, so that it can echo them. */
record InitializeRequest(
        @NotNull @Nullable Object amount,

        @Pattern(regexp = Phones.FORM, message = Phones.RULE) @Nullable
        String phoneNumber,

        @Nullable Object currency,
        @Size(max = 100) @Nullable String customerName,
        @Size(max = 500) @Nullable String description,
        @Nullable Object webhookUrl,
        @Nullable Object redirectUrl,

        @Size(min = 1, max = IdempotencyKeyHeader.MAX_CHARACTERS) @Nullable
        String idempotencyKey,

        @Nullable Object clientReference,
        @Nullable Map<String, @Nullable Object> meta,
        @Min(1) @Max(24) @Nullable Integer expiresInHours,
        @Size(min = 1, max = 64) @Nullable String expectedTelcoTransactionId,

        @Pattern(regexp = Phones.FORM, message = Phones.RULE) @Nullable
        String expectedPayerPhone,

        @Nullable Boolean sendSmsToPayer) {}
