package dev.errata.reference.hookbridge;

import java.time.Instant;

/**
 * Who pays.
 *
 * @param status of the subscription: active, trialing, past_due, canceled or unpaid
 * @param customer whether there ever was a paid plan
 */
record Tenant(String id, Plan plan, String status, boolean customer, Instant createdAt) {
    boolean isActive() {
        return status.equals("active") || status.equals("trialing");
    }
}
