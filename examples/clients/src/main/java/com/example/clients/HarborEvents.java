package com.example.clients;

import com.example.clients.harbor.HarborError;
import com.example.clients.harbor.HarborErrors;
import dev.errata.client.ErrataClient;
import dev.errata.client.Request;

/** Harbor's events: published once, however often the wire breaks. */
public final class HarborEvents {
    private final ErrataClient client;

    /** Events with a key. */
    public HarborEvents(String base, String key) {
        client = ErrataClient.of(HarborErrors.CATALOG, base)
                .errors(HarborError.FAMILY)
                .bearer(key)
                .idempotencyKeys()
                .build();
    }

    /** The event as JSON; {@code operation} names it, so that it is made once. */
    public String publish(String operation, String event) {
        return client.send(Request.post("/v1/events", event).idempotencyKey(operation))
                .text();
    }

    /** What a person is told. */
    public static String explain(HarborError error) {
        return switch (error.kind()) {
            case IDEMPOTENCY_CONFLICT -> "This was published before, with another payload.";
            case WORKSPACE_SUSPENDED -> "Your workspace is suspended; see " + error.docUrl();
            case RATE_LIMIT_EXCEEDED -> "Too fast; come back at " + error.retryAt();
            default -> error.answer().message() + " (request " + error.requestId() + ")";
        };
    }
}
