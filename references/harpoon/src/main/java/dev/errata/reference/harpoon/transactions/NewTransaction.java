package dev.errata.reference.harpoon.transactions;

import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.reference.harpoon.webhooks.Addresses;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A payment as it was asked for, with every value checked; the checks stand in the documented order. */
record NewTransaction(
        BigDecimal amount,
        String currency,
        @Nullable String clientReference,
        @Nullable String phoneNumber,
        @Nullable String customerName,
        @Nullable String description,
        @Nullable String webhookUrl,
        @Nullable String redirectUrl,
        @Nullable String meta,
        int expiresInHours,
        @Nullable String expectedTelcoTransactionId,
        @Nullable String expectedPayerPhone) {
    private static final List<String> CURRENCIES = List.of("GHS");
    private static final long META_BYTES = HarpoonErrors.CATALOG.limit("meta-bytes");
    private static final int EXPIRY_HOURS = (int) HarpoonErrors.CATALOG.limit("longest-expiry-hours");

    static NewTransaction of(InitializeRequest request, Addresses addresses, Function<Object, String> json) {
        BigDecimal amount = Amounts.parse("amount", Objects.requireNonNull(request.amount()));
        String currency = currency(request.currency());
        String clientReference =
                request.clientReference() == null ? null : Identifiers.checkClientReference(request.clientReference());
        URI webhook = request.webhookUrl() == null ? null : addresses.parse("webhook_url", request.webhookUrl());
        URI redirect = request.redirectUrl() == null ? null : addresses.web("redirect_url", request.redirectUrl());
        return new NewTransaction(
                amount,
                currency,
                clientReference,
                Phones.local(request.phoneNumber()),
                request.customerName(),
                request.description(),
                webhook == null ? null : addresses.safe("webhook_url", webhook),
                redirect == null ? null : redirect.toString(),
                request.meta() == null ? null : meta(json.apply(request.meta())),
                request.expiresInHours() == null ? EXPIRY_HOURS : request.expiresInHours(),
                request.expectedTelcoTransactionId(),
                Phones.local(request.expectedPayerPhone()));
    }

    private static String currency(@Nullable Object sent) {
        if (sent == null) {
            return CURRENCIES.get(0);
        }
        if (sent instanceof String text && CURRENCIES.contains(text)) {
            return text;
        }
        throw HarpoonErrors.invalidCurrency("currency", sent, CURRENCIES);
    }

    private static String meta(String json) {
        if (json.getBytes(StandardCharsets.UTF_8).length > META_BYTES) {
            throw HarpoonErrors.invalidField("meta", "body", "must have at most " + META_BYTES + " bytes as JSON");
        }
        return json;
    }
}
