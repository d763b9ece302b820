package com.example.clients;

import com.example.clients.hookbridge.HookBridgeError;
import com.example.clients.hookbridge.HookBridgeErrors;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;

/** HookBridge's messages: a burst is waited out, a quota is not. */
public final class HookBridgeMessages {
    private final ErrataClient client;

    /** Messages with a key. */
    public HookBridgeMessages(String base, String key) {
        client = ErrataClient.of(HookBridgeErrors.CATALOG, base)
                .errors(HookBridgeError.FAMILY)
                .bearer(key)
                .build();
    }

    /** Sends a payload; the key in the body makes it safe to send again. */
    public String send(String endpoint, String key, String payload) {
        try {
            return client.send(Request.post(
                                    "/v1/webhooks/send",
                                    "{\"endpoint_id\": \"" + endpoint + "\", \"idempotency_key\": \"" + key
                                            + "\", \"payload\": " + payload + "}")
                            .repeatable())
                    .text();
        } catch (HookBridgeError.UsageLimitExceeded e) {
            throw new IllegalStateException("The " + e.plan() + " plan has no messages left until " + e.resets(), e);
        }
    }
}
