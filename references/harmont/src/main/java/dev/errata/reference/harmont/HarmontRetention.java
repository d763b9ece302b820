package dev.errata.reference.harmont;

import dev.errata.store.jdbc.Retention.Plan;
import dev.errata.store.jdbc.Retention.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long Harmont keeps what. */
final class HarmontRetention {
    private static final Duration BUILDS = Duration.ofDays(400);
    private static final Duration TOKENS = Duration.ofDays(30);
    private static final String ENTITY = "an account, or what an account has of its own accord";

    static final Plan PLAN = new Plan(
            List.of(
                    new Rule("challenges", "id", "expires_at < :before", Duration.ofDays(1)),
                    new Rule("links", "hash", "expires_at < :before", Duration.ofDays(1)),
                    new Rule("handovers", "hash", "expires_at < :before", Duration.ofDays(1)),
                    new Rule("invites", "id", "expires_at < :before", TOKENS),
                    new Rule("payment_events", "id", "created_at < :before", BUILDS),
                    new Rule("tokens", "id", "expires_at < :before", TOKENS),
                    new Rule("builds", "pipeline, number", "created_at < :before", BUILDS),
                    new Rule("checkouts", "id", "created_at < :before", BUILDS)),
            Map.of(
                    "ledger",
                    "the balance of an organization is the sum of its rows",
                    "signups",
                    "one row",
                    "coupons",
                    "operators make few",
                    "redemptions",
                    "a coupon is redeemed once by each organization",
                    "users",
                    ENTITY,
                    "identities",
                    ENTITY,
                    "passkeys",
                    ENTITY,
                    "organizations",
                    ENTITY,
                    "members",
                    ENTITY,
                    "pipelines",
                    ENTITY));

    private HarmontRetention() {}
}
