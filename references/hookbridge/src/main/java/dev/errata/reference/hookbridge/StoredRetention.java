package dev.errata.reference.hookbridge;

import dev.errata.store.jdbc.Retention.Child;
import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long HookBridge keeps what; payloads go earlier, by the plan and by {@link Retention}. */
final class StoredRetention {
    /** What the log says of a message outlives its payload. */
    private static final Duration LOG = Duration.ofDays(90);

    /** Anybody can cause them. */
    private static final Duration REJECTIONS = Duration.ofDays(30);

    static final Plan PLAN = new Plan(
            List.of(
                    new Rule(
                            "messages",
                            "id",
                            "(deleted = 1 or status in ('succeeded', 'failed_permanent')) and payload is null"
                                    + " and retained_until < :before and updated_at < :before",
                            LOG,
                            List.of(new Child("attempts", "message_id"))),
                    new Rule(
                            "exports",
                            "id",
                            "created_at < :before and (deleted = 1 or status in ('failed', 'expired'))",
                            LOG,
                            List.of(new Child("export_parts", "export_id"))),
                    new Rule(
                            "endpoints",
                            "id",
                            "deleted = 1 and updated_at < :before and not exists"
                                    + " (select 1 from messages where messages.endpoint_id = endpoints.id)",
                            LOG,
                            List.of(new Child("signing_keys", "endpoint_id"))),
                    new Rule(
                            "inbound_messages",
                            "id",
                            "body is null and retained_until < :before and updated_at < :before",
                            LOG,
                            List.of()),
                    new Rule("inbound_rejections", "id", "received_at < :before", REJECTIONS, List.of()),
                    new Rule(
                            "inbound_endpoints",
                            "id",
                            "deleted = 1 and updated_at < :before and not exists (select 1 from inbound_messages"
                                    + " where inbound_messages.inbound_endpoint_id = inbound_endpoints.id)",
                            LOG,
                            List.of())),
            Map.of(
                    "tenants",
                    "a customer",
                    "projects",
                    "as many as a plan has",
                    "api_keys",
                    "a key goes when its project removes it"));

    private StoredRetention() {}
}
