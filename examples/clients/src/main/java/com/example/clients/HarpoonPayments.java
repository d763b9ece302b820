package com.example.clients;

import com.example.clients.harpoon.HarpoonError;
import com.example.clients.harpoon.HarpoonErrors;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;

/** Harpoon's {@code createPayment}: what its page waits for by hand, the client waits for by the contract. */
public final class HarpoonPayments {
    private final ErrataClient client;

    /** Payments with a key. */
    public HarpoonPayments(String base, String key) {
        client = ErrataClient.of(HarpoonErrors.CATALOG, base)
                .errors(HarpoonError.FAMILY)
                .bearer(key)
                .idempotencyKeys()
                .build();
    }

    /** The new payment as JSON. */
    public String create(String amount, String description) {
        try {
            return client.send(Request.post(
                            "/v1/transactions/initialize",
                            "{\"amount\": \"" + amount + "\", \"description\": \"" + description + "\"}"))
                    .text();
        } catch (HarpoonError.InvalidAmount e) {
            throw new IllegalArgumentException("Please enter a valid amount", e);
        } catch (HarpoonError.InsufficientScope e) {
            throw new IllegalStateException("The API key misses " + e.requiredScope(), e);
        }
    }
}
