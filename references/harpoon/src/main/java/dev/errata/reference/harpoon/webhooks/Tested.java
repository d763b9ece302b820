package dev.errata.reference.harpoon.webhooks;

import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.webhooks.Attempt;
import java.util.Objects;

/** The answer to a test that was delivered, flat. */
record Tested(boolean success, int statusCode, String responseBody, String message) {
    /** What came of a test; one that was not delivered is {@code WEBHOOK_DELIVERY_FAILED}. */
    static Tested of(Attempt attempt) {
        Integer status = attempt.status();
        if (status == null) {
            throw HarpoonErrors.webhookDeliveryFailed(Objects.requireNonNull(attempt.failure()));
        }
        if (!attempt.delivered()) {
            throw HarpoonErrors.webhookDeliveryFailed("it answered " + status, status.longValue(), attempt.body());
        }
        return new Tested(true, status, attempt.body(), "The test event was delivered.");
    }
}
