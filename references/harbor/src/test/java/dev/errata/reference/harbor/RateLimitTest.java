package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In the sandbox 120 requests a minute and 30 at once, for each key and for each workspace. */
@ExtendWith(SharedHarbor.class)
class RateLimitTest {
    private static List<String> limitAndRemaining(Reply reply) {
        return List.of(reply.header("Harbor-RateLimit-Limit"), reply.header("Harbor-RateLimit-Remaining"));
    }

    private static void isRefused(Reply reply) {
        String wait = reply.at("error.retry_after_ms");
        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "rate_limit_exceeded", "message": "Rate limit exceeded. Retry after 1 seconds.",
                  "request_id": "%s", "retry_after": 1, "retry_after_ms": %s}}""".formatted(reply.header("X-Request-Id"), wait)));
        assertThat(Long.parseLong(wait))
                .as("a token comes back every half second")
                .isBetween(1L, 500L);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("1");
        assertThat(limitAndRemaining(reply)).containsExactly("120", "0");
    }

    @Test
    void everySuccessSaysWhatIsLeftAndWhenMoreComesBack(Organization organization) {
        Instant before = organization.service().now();
        Reply read = organization.get(organization.list("events"));
        Reply written = organization.create("{}", "Idempotency-Key", "once");
        Reply replayed = organization.create("{}", "Idempotency-Key", "once");

        assertThat(limitAndRemaining(read)).containsExactly("120", "29");
        assertThat(limitAndRemaining(written)).containsExactly("120", "28");
        assertThat(limitAndRemaining(replayed)).containsExactly("120", "27");
        assertThat(Long.parseLong(read.header("Harbor-RateLimit-Reset")))
                .isBetween(before.getEpochSecond(), before.getEpochSecond() + 5);
        assertThat(read.header("Retry-After")).isEmpty();
    }

    @Test
    void aKeyHas30AtOnceAndOneMoreEveryHalfSecond(Organization organization) {
        organization.exhaust(organization.key());
        isRefused(organization.get("/v1/events/evt_1"));

        organization.service().advance(Duration.ofMillis(500));
        assertThat(organization.get("/v1/events/evt_1").outcome()).isEqualTo("404 resource_not_found");
        isRefused(organization.get("/v1/events/evt_1"));

        organization.rest();
        assertThat(limitAndRemaining(organization.get(organization.list("events"))))
                .containsExactly("120", "29");
    }

    @Test
    void aWorkspaceCountsTheRequestsOfAllKeysTogether(Organization organization) {
        organization.exhaustWorkspace();
        isRefused(organization.create("{}"));

        organization.rest();
        assertThat(organization.create("{}").outcome()).isEqualTo("201");
        assertThat(Json.objects(
                        organization.get(organization.list("events")).members().get("data")))
                .as("refused before the work")
                .hasSize(1);
    }

    @Test
    void anotherOrganizationIsNotAffected(Harbor service) {
        Organization busy = service.organization();
        busy.exhaust(busy.key());
        Organization calm = service.organization();

        assertThat(calm.create("{}").outcome()).isEqualTo("201");
    }
}
