package dev.errata.reference.harpoon.transactions;

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

        @Pattern(regexp = PHONE, message = PHONE_RULE) @Nullable
        String phoneNumber,

        @Nullable Object currency,
        @Size(max = 100) @Nullable String customerName,
        @Size(max = 500) @Nullable String description,
        @Nullable Object webhookUrl,
        @Nullable Object redirectUrl,
        @Size(min = 1, max = 255) @Nullable String idempotencyKey,
        @Nullable Object clientReference,
        @Nullable Map<String, @Nullable Object> meta,
        @Min(1) @Max(24) @Nullable Integer expiresInHours,
        @Size(min = 1, max = 64) @Nullable String expectedTelcoTransactionId,

        @Pattern(regexp = PHONE, message = PHONE_RULE) @Nullable
        String expectedPayerPhone,

        @Nullable Boolean sendSmsToPayer) {
    static final String PHONE = "0\\d{9}|\\+[1-9]\\d{7,14}";
    static final String PHONE_RULE =
            "must be a local number such as 0241234567 or an E.164 number such as +233241234567";
}
