package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that break two rules at once, for neighbours in the order of the contract. */
@ExtendWith(SharedHarbor.class)
class PrecedenceTest {
    private static final String[] ONCE = {"Idempotency-Key", "once"};

    /** What is sent, and which of its two faults is answered. */
    private record Both(String expected, Function<Organization, Reply> request) {}

    private static Map<String, Both> pairs() {
        Map<String, Both> pairs = new LinkedHashMap<>();
        pairs.put("a key of the other environment is refused however often it comes", new Both("401", organization -> {
            for (int i = 0; i < 65; i++) {
                organization.service().send(organization.liveKey(), "GET", organization.list("events"), null);
            }
            return organization.service().send(organization.liveKey(), "GET", organization.list("events"), null);
        }));
        pairs.put(
                "a key of nobody is refused before its route is looked for",
                new Both("401", organization -> organization.service().send("nope", "GET", "/v1/nothing", null)));
        pairs.put("the empty bucket of a key comes before its scopes", new Both("429", organization -> {
            String reader = organization.restricted("events:read");
            organization.exhaust(reader);
            return organization.service().send(reader, "POST", "/v1/events", organization.event("{}"));
        }));
        pairs.put("the empty bucket of a key comes before a body that cannot be read", new Both("429", organization -> {
            organization.exhaust(organization.key());
            return organization.post("/v1/events", "{");
        }));
        pairs.put("the empty bucket of a key comes before a replay", new Both("429", organization -> {
            organization.create("{}", ONCE);
            organization.exhaust(organization.key());
            return organization.create("{}", ONCE);
        }));
        pairs.put(
                "a missing scope comes before a body that cannot be read",
                new Both(
                        "403 permission_denied",
                        organization -> organization
                                .service()
                                .send(organization.restricted("events:read"), "POST", "/v1/events", "{")));
        pairs.put(
                "a missing scope comes before a limit out of range",
                new Both(
                        "403 permission_denied",
                        organization -> organization
                                .service()
                                .send(
                                        organization.restricted("events:write"),
                                        "GET",
                                        organization.list("events") + "&limit=101",
                                        null)));
        pairs.put(
                "a missing scope comes before a resource that is not there",
                new Both(
                        "403 permission_denied",
                        organization -> organization
                                .service()
                                .send(organization.restricted("events:write"), "GET", "/v1/webhooks/wh_1", null)));
        pairs.put("a wrong body comes before the replay of its key", new Both("400", organization -> {
            organization.create("{}", ONCE);
            return organization.create("[]", ONCE);
        }));
        pairs.put("a private address comes before the replay of its key", new Both("400", organization -> {
            organization.post("/v1/webhooks", organization.webhook("https://shop.example.com/"), ONCE);
            return organization.post("/v1/webhooks", organization.webhook("https://10.0.0.1/"), ONCE);
        }));
        pairs.put(
                "a wrong body comes before an unknown workspace",
                new Both(
                        "400",
                        organization -> organization.post(
                                "/v1/events", "{\"workspace_id\": \"ws_1\", \"type\": \"a\", \"payload\": 1}")));
        pairs.put(
                "a limit out of range comes before an unknown workspace",
                new Both("400", organization -> organization.get("/v1/events?workspace_id=ws_1&limit=101")));
        pairs.put(
                "a cursor that is none comes before an unknown workspace",
                new Both("400", organization -> organization.get("/v1/events?workspace_id=ws_1&starting_after=evt_1")));
        pairs.put(
                "a cursor that is none comes before an unknown webhook",
                new Both("400", organization -> organization.get("/v1/webhooks/wh_1/deliveries?starting_after=del_1")));
        pairs.put("an old cursor comes before a suspension", new Both("400", organization -> {
            organization.create("{}");
            organization.create("{}");
            String cursor =
                    organization.get(organization.list("events") + "&limit=1").at("end_cursor");
            organization.suspend("policy");
            organization.service().advance(Duration.ofHours(25));
            return organization.get(organization.list("events") + "&starting_after=" + cursor);
        }));
        pairs.put("a wrong body comes before a suspension", new Both("400", organization -> {
            organization.suspend("billing");
            return organization.create("[]");
        }));
        pairs.put("the key of another request comes before an unknown workspace", new Both("409", organization -> {
            organization.create("{}", ONCE);
            return organization.post(
                    "/v1/events", organization.event("{}").replace(organization.workspace(), "ws_1"), ONCE);
        }));
        pairs.put("the key of another request comes before a suspension", new Both("409", organization -> {
            organization.create("{}", ONCE);
            organization.suspend("billing");
            return organization.create("{\"a\": 1}", ONCE);
        }));
        pairs.put("a replay comes before a suspension", new Both("201", organization -> {
            organization.create("{}", ONCE);
            organization.suspend("policy");
            return organization.create("{}", ONCE);
        }));
        pairs.put("a replay comes before the empty bucket of the workspace", new Both("201", organization -> {
            organization.create("{}", ONCE);
            organization.exhaustWorkspace();
            return organization.create("{}", ONCE);
        }));
        pairs.put(
                "an unknown event comes before the empty bucket of the workspace",
                new Both("404 resource_not_found", organization -> {
                    organization.exhaustWorkspace();
                    return organization.get("/v1/events/evt_1");
                }));
        pairs.put("the empty bucket of the workspace comes before its suspension", new Both("429", organization -> {
            organization.suspend("billing");
            organization.exhaustWorkspace();
            return organization.create("{}");
        }));
        return pairs;
    }

    @TestFactory
    Stream<DynamicTest> ofTwoFaultsTheFirstOneIsAnswered(Harbor service) {
        Map<String, String> only = Map.of(
                "400", "400 invalid_request",
                "401", "401 authentication_failed",
                "409", "409 idempotency_conflict",
                "429", "429 rate_limit_exceeded");
        return pairs().entrySet().stream()
                .map(pair -> dynamicTest(pair.getKey(), () -> {
                    Reply reply = pair.getValue().request().apply(service.organization());
                    String expected = pair.getValue().expected();
                    assertThat(reply.outcome()).as(reply.text()).isEqualTo(only.getOrDefault(expected, expected));
                }));
    }
}
