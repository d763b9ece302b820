package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One key, one payment. */
@ExtendWith(SharedHarpoon.class)
class IdempotencyTest {
    private static final String BODY = "{\"amount\": \"10.00\", \"meta\": {\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}}";
    private static final int AT_ONCE = 50;

    private static String payments(Team team) {
        return team.get("/v1/transactions?per_page=1").at("pagination.total");
    }

    @Test
    void theSameRequestAgainGetsTheSameBytesAndSaysSo(Team team) {
        Reply first = team.initialize(BODY, "Idempotency-Key", "try-1");
        Reply again = team.initialize(BODY, "Idempotency-Key", "try-1");

        assertThat(first.at("meta.idempotency_key")).isEqualTo("try-1");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        assertThat(payments(team)).isEqualTo("1");
    }

    @Test
    void theKeyMayStandInTheBody(Team team) {
        String body = "{\"amount\": \"10.00\", \"idempotency_key\": \"try-1\"}";
        Reply first = team.initialize(body);
        Reply again = team.initialize(body);

        assertThat(first.at("meta.idempotency_key")).isEqualTo("try-1");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(payments(team)).isEqualTo("1");
    }

    @Test
    void aQuotedKeyIsTheSameAsABareOne(Team team) {
        Reply first = team.initialize(BODY, "Idempotency-Key", "try-1");

        assertThat(team.initialize(BODY, "Idempotency-Key", "\"try-1\"").body()).isEqualTo(first.body());
    }

    @Test
    void theHeaderCountsMoreThanTheBody(Team team) {
        Reply reply =
                team.initialize("{\"amount\": \"10.00\", \"idempotency_key\": \"body\"}", "Idempotency-Key", "header");

        assertThat(reply.at("meta.idempotency_key")).isEqualTo("header");
    }

    @Test
    void orderAndWhiteSpaceOfTheJsonDoNotMatter(Team team) {
        Reply first = team.initialize(BODY, "Idempotency-Key", "try-1");
        Reply again = team.initialize(
                "{ \"meta\":{\"b\":{\"d\":3,\"c\":2},\"a\":1},\n\"amount\":\"10.00\"}", "Idempotency-Key", "try-1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused(Team team) {
        team.initialize(BODY, "Idempotency-Key", "try-1");

        assertThat(team.initialize(BODY.replace("3", "4"), "Idempotency-Key", "try-1")
                        .text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "DUPLICATE_REFERENCE",
                  "message": "The reference or idempotency key of this request already belongs to another one.",
                  "details": {"field": "idempotency_key"}}}"""));
        assertThat(payments(team)).isEqualTo("1");
    }

    @Test
    void theKeyIsForgottenAfterADayAndNotBefore(Team team) {
        Reply first = team.initialize(BODY, "Idempotency-Key", "try-1");
        team.service().advance(Duration.ofHours(24).minusSeconds(20));
        Reply within = team.initialize(BODY, "Idempotency-Key", "try-1");
        team.service().advance(Duration.ofSeconds(21));
        Reply after = team.initialize(BODY, "Idempotency-Key", "try-1");

        assertThat(within.body()).isEqualTo(first.body());
        assertThat(after.status()).isEqualTo(201);
        assertThat(after.header("Idempotent-Replayed")).isEmpty();
        assertThat(after.at("data.reference")).isNotEqualTo(first.at("data.reference"));
    }

    @Test
    void theKeysOfTwoTeamsDoNotMeet(Harpoon service) {
        Reply one = service.team().initialize(BODY, "Idempotency-Key", "try-1");
        Reply two = service.team().initialize(BODY, "Idempotency-Key", "try-1");

        assertThat(two.outcome()).isEqualTo("201");
        assertThat(two.header("Idempotent-Replayed")).isEmpty();
        assertThat(two.at("data.reference")).isNotEqualTo(one.at("data.reference"));
    }

    @Test
    void theKeysOfOneTeamMeetWhicheverApiKeyIsUsed(Team team) {
        Reply one = team.initialize(BODY, "Idempotency-Key", "try-1");
        Reply two = team.service()
                .send(team.publicKey(), "POST", "/v1/transactions/initialize", BODY, "Idempotency-Key", "try-1");

        assertThat(two.body()).isEqualTo(one.body());
    }

    @Test
    void aRefusedRequestLeavesTheKeyFree(Team team) {
        team.payment("{\"amount\": \"10.00\", \"client_reference\": \"taken\"}");
        String taken = "{\"amount\": \"10.00\", \"client_reference\": \"taken\"}";

        assertThat(team.initialize(taken, "Idempotency-Key", "try-1").at("error.details.field"))
                .isEqualTo("client_reference");
        assertThat(team.initialize("{\"amount\": \"0\"}", "Idempotency-Key", "try-1")
                        .outcome())
                .isEqualTo("400 INVALID_AMOUNT");
        assertThat(team.initialize(BODY, "Idempotency-Key", "try-1").outcome()).isEqualTo("201");
    }

    @Test
    void fiftyAtOnceMakeOnePayment(Team team) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<Reply> request = () -> {
            start.await();
            return team.initialize(BODY, "Idempotency-Key", "try-1");
        };
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Reply>> futures = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> threads.submit(request))
                .toList();
        threads.shutdown();
        List<Reply> replies = new java.util.ArrayList<>();
        for (Future<Reply> future : futures) {
            replies.add(future.get());
        }

        Set<String> bodies = replies.stream().map(Reply::text).collect(Collectors.toSet());
        assertThat(bodies).hasSize(1);
        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies.stream()
                        .filter(reply -> reply.header("Idempotent-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(payments(team)).isEqualTo("1");
    }
}
