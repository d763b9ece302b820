package dev.errata.reference.harpoon.webhooks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a team hears of money that no payment of it was asked for. */
record CollectionEndpoint(
        String id, String team, boolean live, Settings settings, String secret, Health health, Times times) {

    /** What its team decides. */
    record Settings(String url, @Nullable String description, boolean isActive) {}

    /** What came of its deliveries; tests do not count. */
    record Health(@Nullable Instant lastSuccessAt, @Nullable Instant lastFailureAt, int consecutiveFailures) {
        static final Health UNTRIED = new Health(null, null, 0);
    }

    record Times(Instant createdAt, Instant updatedAt) {}

    /** What callers see; the secret is shown once, by the answer that creates the endpoint. */
    record View(
            String id,
            @JsonUnwrapped Settings settings,
            boolean isSandbox,
            @JsonUnwrapped Health health,
            @JsonUnwrapped Times times) {}

    View view() {
        return new View(id, settings, !live, health, times);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Open Collections endpoint " + id + " of " + team;
    }
}
