package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hundred requests a minute for a key, three hundred for a user. */
@ExtendWith(SharedHarpoon.class)
class RateLimitTest {
    private static Reply list(Team team, String key) {
        return team.service().send(key, "GET", "/v1/transactions", null);
    }

    private static List<String> limitAndRemaining(Reply reply) {
        return List.of(reply.header("X-RateLimit-Limit"), reply.header("X-RateLimit-Remaining"));
    }

    @Test
    void everyAnswerSaysWhereItsKeyStands(Team team) {
        Instant before = team.service().now();
        Reply first = list(team, team.secretKey());
        Reply refused = team.initialize("{}");

        assertThat(limitAndRemaining(first)).containsExactly("100", "99");
        assertThat(limitAndRemaining(refused)).containsExactly("100", "98");
        assertThat(Long.parseLong(first.header("X-RateLimit-Reset")))
                .isBetween(before.getEpochSecond() + 60, before.getEpochSecond() + 65);
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(first.header("X-RateLimit-Reset"));
        assertThat(limitAndRemaining(list(team, team.publicKey()))).containsExactly("100", "99");
    }

    @Test
    void anAnswerWithoutAKnownKeyHasNothingToCount(Harpoon service) {
        Reply reply = service.send(null, "GET", "/v1/transactions", null);

        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
    }

    @Test
    void anAnswerBeforeTheLimitsSaysWhereItsKeyStandsAndTakesNothing(Team team) {
        String bound = team.key("allow", "203.0.113.0/24");
        Reply elsewhere = list(team, bound);
        list(team, team.secretKey());
        Reply tooLarge = team.initialize("{\"amount\": \"1\"}" + " ".repeat(70_000));
        team.service().fixture("maintenance", "seconds", "60");
        Reply closed = list(team, team.secretKey());
        Reply closedToNobody = team.service().send(null, "GET", "/v1/transactions", null);
        team.service().fixture("maintenance", "seconds", "0");

        assertThat(elsewhere.outcome()).isEqualTo("403 IP_NOT_ALLOWED");
        assertThat(limitAndRemaining(elsewhere)).containsExactly("100", "100");
        assertThat(tooLarge.outcome()).isEqualTo("413 PAYLOAD_TOO_LARGE");
        assertThat(limitAndRemaining(tooLarge)).containsExactly("100", "99");
        assertThat(closed.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
        assertThat(limitAndRemaining(closed)).containsExactly("100", "99");
        assertThat(closed.header("X-RateLimit-Reset")).isEqualTo(tooLarge.header("X-RateLimit-Reset"));
        assertThat(closedToNobody.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
        assertThat(closedToNobody.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
        assertThat(limitAndRemaining(list(team, team.secretKey()))).containsExactly("100", "98");
    }

    @Test
    void theRequestAfterTheHundredthIsRefusedUntilTheWindowEnds(Team team) {
        Reply last = null;
        for (int i = 0; i < 100; i++) {
            last = list(team, team.secretKey());
        }
        assertThat(limitAndRemaining(last)).containsExactly("100", "0");
        assertThat(last.status()).isEqualTo(200);

        Reply refused = list(team, team.secretKey());

        String wait = refused.header("Retry-After");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "RATE_LIMIT_EXCEEDED",
                  "message": "Too many requests in this window; come back when Retry-After has passed.",
                  "details": {"limit": 100, "window_seconds": 60, "level": "key", "retry_after": %s}}}""".formatted(wait)));
        assertThat(limitAndRemaining(refused)).containsExactly("100", "0");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo(last.header("X-RateLimit-Reset"));
        assertThat(Long.parseLong(wait)).isBetween(50L, 60L);
        assertThat(team.service()
                        .send(team.secretKey(), "POST", "/v1/transactions/initialize", "{\"amount\": \"1\"}")
                        .outcome())
                .isEqualTo("429 RATE_LIMIT_EXCEEDED");

        team.service().advance(Duration.ofSeconds(Long.parseLong(wait)));

        assertThat(limitAndRemaining(list(team, team.secretKey()))).containsExactly("100", "99");
        assertThat(team.get("/v1/transactions").at("pagination.total"))
                .as("refused before the work")
                .isEqualTo("0");
    }

    @Test
    void allKeysOfAUserShareThreeHundred(Team team) {
        for (String key : List.of(team.key(), team.key(), team.key())) {
            IntStream.range(0, 99).forEach(i -> list(team, key));
        }
        IntStream.range(0, 2).forEach(i -> list(team, team.publicKey()));
        Reply last = list(team, team.secretKey());
        Reply refused = list(team, team.secretKey());

        assertThat(limitAndRemaining(last)).as("the tightest of the two").containsExactly("300", "0");
        assertThat(refused.text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "RATE_LIMIT_EXCEEDED",
                  "message": "Too many requests in this window; come back when Retry-After has passed.",
                  "details": {"limit": 300, "window_seconds": 60, "level": "user", "retry_after": %s}}}""".formatted(refused.header("Retry-After"))));
        assertThat(limitAndRemaining(refused)).containsExactly("300", "0");

        team.service().advance(Duration.ofMinutes(1));

        assertThat(list(team, team.secretKey()).status()).isEqualTo(200);
    }

    @Test
    void anotherTeamIsNotAffected(Harpoon service) {
        Team busy = service.team();
        IntStream.range(0, 101).forEach(i -> list(busy, busy.secretKey()));

        assertThat(list(busy, busy.secretKey()).status()).isEqualTo(429);
        Team calm = service.team();
        assertThat(list(calm, calm.secretKey()).status()).isEqualTo(200);
    }
}
