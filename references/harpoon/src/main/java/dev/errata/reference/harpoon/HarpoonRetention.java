package dev.errata.reference.harpoon;

import dev.errata.store.jdbc.Retention.Child;
import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long Harpoon keeps what. */
final class HarpoonRetention {
    /** Longer than a year, so that last year's books can be closed; none of it is pending or under review. */
    private static final Duration PAYMENTS = Duration.ofDays(400);

    static final Plan PLAN = new Plan(
            List.of(new Rule(
                    "transactions",
                    "reference",
                    "status in ('SUCCESS', 'PARTIAL', 'OVERPAID', 'EXPIRED', 'FAILED', 'REFUNDED', 'CANCELLED')"
                            + " and coalesce(completed_at, expires_at) < :before and expires_at < :before",
                    PAYMENTS,
                    List.of(new Child("events", "reference"), new Child("payments", "settled_reference")))),
            Map.of(
                    "webhooks",
                    "a webhook goes when its team deletes it",
                    "collection_endpoints",
                    "one row for each team, which goes when its team deletes it",
                    "payment_methods",
                    "as many as a team has numbers"));

    private HarpoonRetention() {}
}
