package dev.errata.reference.harbor;

import dev.errata.store.jdbc.Retention.Child;
import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long Harbor keeps what. */
final class HarborRetention {
    private static final Duration DELIVERIES = Duration.ofDays(30);
    private static final Duration EVENTS = Duration.ofDays(400);

    static final Plan PLAN = new Plan(
            List.of(
                    new Rule(
                            "deliveries",
                            "id",
                            "status in ('succeeded', 'failed') and created_at < :before",
                            DELIVERIES,
                            List.of(new Child("attempts", "delivery_id"))),
                    new Rule(
                            "events",
                            "id",
                            "created_at < :before and not exists"
                                    + " (select 1 from deliveries where deliveries.event_id = events.id)",
                            EVENTS)),
            Map.of(
                    "workspaces",
                    "as many as an organization has products",
                    "webhooks",
                    "as many as a workspace has endpoints; their deliveries refer to them"));

    private HarborRetention() {}
}
