package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.ArrayList;
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

/** One key, one event; one key, one webhook. */
@ExtendWith(SharedHarbor.class)
class IdempotencyTest {
    private static final String PAYLOAD = "{\"a\": 1, \"b\": {\"c\": 2, \"d\": [3, null]}}";
    /** As many as a key may send at once. */
    private static final int AT_ONCE = 30;

    private static int count(Organization organization, String what) {
        return Json.objects(organization
                        .get(organization.list(what) + "&limit=100")
                        .members()
                        .get("data"))
                .size();
    }

    private static void isReplayOf(Reply first, Reply again) {
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
    }

    @Test
    void theSameEventAgainGetsTheSameBytesAndSaysSo(Organization organization) {
        isReplayOf(
                organization.create(PAYLOAD, "Idempotency-Key", "inv_1"),
                organization.create(PAYLOAD, "Idempotency-Key", "inv_1"));
        assertThat(count(organization, "events")).isEqualTo(1);
    }

    @Test
    void theSameWebhookAgainGetsTheSameBytesSecretIncluded(Organization organization) {
        String body = organization.webhook("https://shop.example.com/");

        isReplayOf(
                organization.post("/v1/webhooks", body, "Idempotency-Key", "inv_1"),
                organization.post("/v1/webhooks", body, "Idempotency-Key", "inv_1"));
        assertThat(organization
                        .post("/v1/webhooks", body.replace("shop", "store"), "Idempotency-Key", "inv_1")
                        .outcome())
                .isEqualTo("409 idempotency_conflict");
        assertThat(count(organization, "webhooks")).isEqualTo(1);
    }

    @Test
    void aKeyStandsForOneRouteOnly(Organization organization) {
        Reply event = organization.create(PAYLOAD, "Idempotency-Key", "inv_1");
        Reply webhook = organization.post(
                "/v1/webhooks", organization.webhook("https://shop.example.com/"), "Idempotency-Key", "inv_1");

        assertThat(List.of(event.outcome(), webhook.outcome())).containsExactly("201", "201");
    }

    @Test
    void withoutAKeyEveryRequestMakesAnEvent(Organization organization) {
        organization.create(PAYLOAD);
        Reply second = organization.create(PAYLOAD);

        assertThat(second.header("Idempotent-Replayed")).isEmpty();
        assertThat(count(organization, "events")).isEqualTo(2);
    }

    @Test
    void orderOfMembersAndWhiteSpaceDoNotMatter(Organization organization) {
        Reply first = organization.create(PAYLOAD, "Idempotency-Key", "inv_1");
        Reply again = organization.post(
                "/v1/events",
                "{ \"payload\":{\"b\":{\"d\":[3,null],\"c\":2},\n\"a\":1},\"type\":\"invoice.paid\", \"workspace_id\":\""
                        + organization.workspace() + "\"}",
                "Idempotency-Key",
                "inv_1");

        isReplayOf(first, again);
    }

    @Test
    void aQuotedKeyIsTheSameAsABareOne(Organization organization) {
        isReplayOf(
                organization.create(PAYLOAD, "Idempotency-Key", "inv_1"),
                organization.create(PAYLOAD, "Idempotency-Key", "\"inv_1\""));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused(Organization organization) {
        organization.create(PAYLOAD, "Idempotency-Key", "inv_0192ac4e8b1d-paid");

        for (String other : List.of(
                PAYLOAD.replace("3", "4"), PAYLOAD.replace("[3, null]", "[null, 3]"), PAYLOAD.replace("a", "A"))) {
            Reply reply = organization.create(other, "Idempotency-Key", "inv_0192ac4e8b1d-paid");
            assertThat(reply.text()).isEqualTo(Json.compact("""
                    {"error": {"code": "idempotency_conflict",
                      "message": "Idempotency-Key inv_0192ac4e8b1d-paid was already used with a different payload.",
                      "request_id": "%s", "idempotency_key": "inv_0192ac4e8b1d-paid"}}""".formatted(reply.header("X-Request-Id"))));
            assertThat(reply.status()).isEqualTo(409);
        }
        assertThat(count(organization, "events")).isEqualTo(1);
    }

    @Test
    void aKeyHas1To255VisibleCharacters(Organization organization) {
        assertThat(organization
                        .create(PAYLOAD, "Idempotency-Key", "k".repeat(255))
                        .outcome())
                .isEqualTo("201");
        for (String key : List.of("k".repeat(256), "", "two words", "\"open")) {
            Reply reply = organization.create(PAYLOAD, "Idempotency-Key", key);
            assertThat(List.of(reply.outcome(), reply.at("error.field"), reply.at("error.location")))
                    .containsExactly("400 invalid_request", "Idempotency-Key", "header");
            assertThat(reply.at("error.rule"))
                    .isEqualTo(
                            "must be 1 to 255 visible ASCII characters without spaces, bare or between double quotes");
        }
        assertThat(organization
                        .create(PAYLOAD, "Idempotency-Key", "one", "Idempotency-Key", "two")
                        .at("error.rule"))
                .isEqualTo("must be sent once");
        assertThat(count(organization, "events")).isEqualTo(1);
    }

    @Test
    void theKeyIsForgottenAfterADayAndNotBefore(Organization organization) {
        Reply first = organization.create(PAYLOAD, "Idempotency-Key", "inv_1");
        organization.service().advance(Duration.ofHours(24).minusSeconds(20));
        Reply within = organization.create(PAYLOAD, "Idempotency-Key", "inv_1");
        organization.service().advance(Duration.ofSeconds(21));
        Reply after = organization.create("{\"another\": true}", "Idempotency-Key", "inv_1");

        isReplayOf(first, within);
        assertThat(after.outcome()).isEqualTo("201");
        assertThat(after.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void theKeysOfTwoOrganizationsDoNotMeet(Harbor service) {
        Reply one = service.organization().create(PAYLOAD, "Idempotency-Key", "inv_1");
        Reply two = service.organization().create(PAYLOAD, "Idempotency-Key", "inv_1");

        assertThat(List.of(one.outcome(), two.outcome())).containsExactly("201", "201");
        assertThat(two.at("id")).isNotEqualTo(one.at("id"));
    }

    @Test
    void theKeysOfAnOrganizationMeetWhicheverApiKeyIsUsed(Organization organization) {
        isReplayOf(
                organization.create(PAYLOAD, "Idempotency-Key", "inv_1"),
                organization
                        .service()
                        .send(
                                organization.restricted("events:write"),
                                "POST",
                                "/v1/events",
                                organization.event(PAYLOAD),
                                "Idempotency-Key",
                                "inv_1"));
    }

    @Test
    void aRefusedRequestLeavesTheKeyFree(Organization organization) {
        String unknown = organization.event(PAYLOAD).replace(organization.workspace(), "ws_1");
        assertThat(organization
                        .post("/v1/events", unknown, "Idempotency-Key", "inv_1")
                        .outcome())
                .isEqualTo("404 resource_not_found");
        organization.suspend("billing");
        assertThat(organization.create(PAYLOAD, "Idempotency-Key", "inv_1").outcome())
                .isEqualTo("403 workspace_suspended");
        organization.resume();
        organization.exhaustWorkspace();
        assertThat(organization.create(PAYLOAD, "Idempotency-Key", "inv_1").outcome())
                .isEqualTo("429 rate_limit_exceeded");
        organization.rest();

        Reply reply = organization.create(PAYLOAD, "Idempotency-Key", "inv_1");

        assertThat(reply.outcome()).isEqualTo("201");
        assertThat(reply.header("Idempotent-Replayed")).isEmpty();
        assertThat(count(organization, "events")).isEqualTo(1);
    }

    @Test
    void thirtyAtOnceMakeOneEvent(Organization organization) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<Reply> request = () -> {
            start.await();
            return organization.create(PAYLOAD, "Idempotency-Key", "inv_1");
        };
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<Reply>> futures = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> threads.submit(request))
                .toList();
        threads.shutdown();
        List<Reply> replies = new ArrayList<>();
        for (Future<Reply> future : futures) {
            replies.add(future.get());
        }
        organization.rest();

        Set<String> bodies = replies.stream().map(Reply::text).collect(Collectors.toSet());
        assertThat(bodies).hasSize(1);
        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies.stream()
                        .filter(reply -> reply.header("Idempotent-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(count(organization, "events")).isEqualTo(1);
    }
}
