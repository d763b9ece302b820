package dev.errata.webhooks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver.
 *
 * @param at when it began
 * @param took how long it took
 * @param status what the receiver answered, null when it did not
 * @param body the first bytes of the answer, as text
 * @param failure why there is no answer, in words that continue "delivery failed: …"; null when there is one
 * @param retryAfter how long the receiver asked to be left alone, null when it did not
 * @param exchange what was seen on the wire
 */
public record Attempt(
        Instant at,
        Duration took,
        @Nullable Integer status,
        String body,
        @Nullable String failure,
        @Nullable Duration retryAfter,
        Exchange exchange) {
    /** An attempt of which nothing was seen on the wire. */
    public Attempt(
            Instant at,
            Duration took,
            @Nullable Integer status,
            String body,
            @Nullable String failure,
            @Nullable Duration retryAfter) {
        this(at, took, status, body, failure, retryAfter, Exchange.NONE);
    }

    /** Whether the receiver took it: 2xx. A redirect is no success. */
    public boolean delivered() {
        return status != null && status >= 200 && status < 300;
    }
}
