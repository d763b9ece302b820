package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that break two rules at once, for neighbours in the order of the contract. */
@ExtendWith(SharedHarpoon.class)
class PrecedenceTest {
    private static final String UNKNOWN = "/v1/transactions/hpn_trx_00000000000000000000000000000000";
    private static final String HOOKS = "/v1/webhooks";
    private static final int LIMIT = 100;
    private static final int ADDRESS_LIMIT = 2_000;

    /** What is sent, and which of its two faults is answered. */
    private record Both(String expected, Function<Team, Reply> request) {}

    private static Map<String, Both> pairs() {
        Map<String, Both> pairs = new LinkedHashMap<>();
        pairs.put(
                "an empty token is absent before it is malformed",
                new Both(
                        "401 MISSING_API_KEY",
                        team -> team.service()
                                .send(team.service().request("/v1/transactions").header("Authorization", "Bearer "))));
        pairs.put("a mistyped key is unknown before it is revoked", new Both("401 INVALID_API_KEY", team -> {
            String key = team.key("state", "revoked");
            return list(team, key.substring(0, key.length() - 1) + (key.endsWith("x") ? "y" : "x"));
        }));
        pairs.put(
                "a revoked key is revoked before its address counts",
                new Both(
                        "401 EXPIRED_API_KEY",
                        team -> list(team, team.key("state", "revoked", "allow", "203.0.113.0/24"))));
        pairs.put(
                "an address outside of the list is refused before requests are counted",
                new Both("403 IP_NOT_ALLOWED", team -> {
                    String key = team.key("allow", "203.0.113.0/24");
                    IntStream.range(0, LIMIT).forEach(i -> list(team, key));
                    return list(team, key);
                }));
        pairs.put(
                "an empty bucket of a public key comes before the type of the key",
                new Both("429 RATE_LIMIT_EXCEEDED", team -> {
                    IntStream.range(0, LIMIT).forEach(i -> list(team, team.publicKey()));
                    return list(team, team.publicKey());
                }));
        pairs.put(
                "the type of the key comes before its scopes",
                new Both(
                        "403 INVALID_KEY_TYPE",
                        team -> team.service().send(team.publicKey(), "POST", UNKNOWN + "/cancel", "{}")));
        pairs.put(
                "the type of the key comes before fields that are missing",
                new Both(
                        "403 INVALID_KEY_TYPE",
                        team -> team.service()
                                .send(
                                        team.publicKey(),
                                        "POST",
                                        "/v1/transactions/initialize",
                                        "{\"webhook_url\": \"https://shop.example.com/hooks\"}")));
        pairs.put(
                "a scope comes before the form of the path",
                new Both(
                        "403 INSUFFICIENT_SCOPE",
                        team -> team.service()
                                .send(
                                        team.key("scopes", "transactions:read"),
                                        "POST",
                                        "/v1/transactions/abc/cancel",
                                        "{}")));
        pairs.put(
                "a scope comes before a body that cannot be read",
                new Both(
                        "403 INSUFFICIENT_SCOPE",
                        team -> team.service().send(team.key("scopes", "transactions:read"), "POST", HOOKS, "{")));
        pairs.put(
                "the form of the path comes before fields that are missing",
                new Both("400 INVALID_REFERENCE", team -> team.post("/v1/transactions/abc/reconcile", "{}")));
        pairs.put(
                "a missing url is named before missing events",
                new Both("400 MISSING_REQUIRED_FIELD url", team -> team.post(HOOKS, "{}")));
        pairs.put(
                "a missing amount comes before a wrong currency",
                new Both("400 MISSING_REQUIRED_FIELD amount", team -> team.initialize("{\"currency\": \"USD\"}")));
        pairs.put(
                "missing events come before a wrong url",
                new Both("400 MISSING_REQUIRED_FIELD events", team -> team.post(HOOKS, "{\"url\": \"not a url\"}")));
        pairs.put(
                "a missing number comes before a wrong amount",
                new Both(
                        "400 MISSING_REQUIRED_FIELD transaction_id",
                        team -> team.post(UNKNOWN + "/reconcile", "{\"amount\": \"-1\"}")));
        pairs.put(
                "a wrong amount comes before a wrong currency",
                new Both("400 INVALID_AMOUNT", team -> team.initialize("{\"amount\": \"0\", \"currency\": \"USD\"}")));
        pairs.put(
                "a wrong currency comes before a wrong address",
                new Both(
                        "400 INVALID_CURRENCY",
                        team -> team.initialize(
                                "{\"amount\": \"1\", \"currency\": \"USD\", \"redirect_url\": \"not a url\"}")));
        pairs.put(
                "an address that is none comes before one that is not safe",
                new Both("400 INVALID_URL", team -> team.initialize("""
                        {"amount": "1", "webhook_url": "http://shop.example.com/", "redirect_url": "not a url"}""")));
        pairs.put(
                "a wrong address comes before a wrong event",
                new Both(
                        "400 INVALID_URL",
                        team -> team.post(HOOKS, "{\"url\": \"not a url\", \"events\": [\"payment.success\"]}")));
        pairs.put(
                "an address that is not safe comes before a wrong event",
                new Both(
                        "400 INVALID_WEBHOOK_URL",
                        team -> team.post(
                                HOOKS, "{\"url\": \"http://shop.example.com\", \"events\": [\"payment.success\"]}")));
        pairs.put(
                "a wrong amount comes before an unknown transaction",
                new Both(
                        "400 INVALID_AMOUNT",
                        team -> team.post(
                                UNKNOWN + "/reconcile", "{\"transaction_id\": \"00000000000\", \"amount\": \"\"}")));
        pairs.put(
                "a wrong event comes before an unknown webhook",
                new Both(
                        "400 INVALID_EVENT_TYPE",
                        team -> team.put(
                                HOOKS + "/00000000-0000-0000-0000-000000000000",
                                "{\"events\": [\"payment.success\"]}")));
        pairs.put("a wrong amount comes before the replay of its key", new Both("400 INVALID_AMOUNT", team -> {
            team.initialize("{\"amount\": \"1\"}", "Idempotency-Key", "once");
            return team.initialize("{\"amount\": \"0\"}", "Idempotency-Key", "once");
        }));
        pairs.put("a replay comes before a reference that is used", new Both("201", team -> {
            String body = "{\"amount\": \"1\", \"client_reference\": \"order-1\"}";
            team.initialize(body, "Idempotency-Key", "once");
            return team.initialize(body, "Idempotency-Key", "once");
        }));
        pairs.put(
                "a key of another request comes before a reference that is used",
                new Both("409 DUPLICATE_REFERENCE idempotency_key", team -> {
                    team.initialize(
                            "{\"amount\": \"1\", \"client_reference\": \"order-1\"}", "Idempotency-Key", "once");
                    return team.initialize(
                            "{\"amount\": \"2\", \"client_reference\": \"order-1\"}", "Idempotency-Key", "once");
                }));
        pairs.put(
                "an unknown transaction comes before a payment that cannot be matched",
                new Both(
                        "404 TRANSACTION_NOT_FOUND",
                        team -> team.post(UNKNOWN + "/reconcile", "{\"transaction_id\": \"00000000000\"}")));
        pairs.put(
                "an expired transaction comes before a payment that cannot be matched",
                new Both("409 TRANSACTION_EXPIRED", team -> {
                    var payment = team.payment("{\"amount\": \"1\", \"expires_in_hours\": 1}");
                    team.service().advance(Duration.ofHours(1));
                    return payment.reconcile("{\"transaction_id\": \"00000000000\"}");
                }));
        pairs.put(
                "a settled transaction comes before a payment that cannot be matched",
                new Both("409 TRANSACTION_ALREADY_VERIFIED", team -> {
                    var payment = team.payment("{\"amount\": \"1\"}");
                    payment.pay("1.00");
                    return payment.reconcile("{\"transaction_id\": \"00000000000\"}");
                }));
        pairs.put(
                "a key is asked for before a route is looked for",
                new Both("401 MISSING_API_KEY", team -> team.service().send(null, "GET", "/v1/nothing", null)));
        return pairs;
    }

    private static Reply list(Team team, String key) {
        return team.service().send(key, "GET", "/v1/transactions", null);
    }

    @TestFactory
    Stream<DynamicTest> ofTwoFaultsTheFirstOneIsAnswered(Harpoon service) {
        return pairs().entrySet().stream()
                .map(pair -> dynamicTest(pair.getKey(), () -> {
                    Reply reply = pair.getValue().request().apply(service.team());
                    String expected = pair.getValue().expected();
                    String field = expected.split(" ").length == 3 ? " " + reply.at("error.details.field") : "";
                    assertThat(reply.outcome() + field).as(reply.text()).isEqualTo(expected);
                }));
    }

    @Test
    void theBucketOfTheKeyIsNamedBeforeTheBucketOfItsUser(Harpoon service) {
        Team team = service.team();
        String full = team.key();
        for (String key : new String[] {full, team.key(), team.key()}) {
            IntStream.range(0, LIMIT).forEach(i -> list(team, key));
        }

        assertThat(list(team, full).at("error.details.level")).isEqualTo("key");
        Reply publicCall = list(team, team.publicKey());
        assertThat(publicCall.at("error.details.level"))
                .as("before the type of the key: %s", publicCall.text())
                .isEqualTo("user");
    }

    @Test
    void theBucketOfTheAddressComesBeforeTheKeyAndMaintenanceBeforeEverything(Harpoon service) {
        Team team = service.team();
        service.advance(Duration.ofMinutes(1));
        IntStream.range(0, ADDRESS_LIMIT).parallel().forEach(i -> service.send(null, "GET", "/v1/nothing", null));

        Reply crowded = service.send(null, "GET", "/v1/transactions", null);
        service.fixture("maintenance", "seconds", "30");
        Reply closed = service.send(null, "GET", "/v1/transactions", null);
        service.team();
        service.advance(Duration.ofMinutes(1));

        assertThat(crowded.outcome() + " " + crowded.at("error.details.level"))
                .isEqualTo("429 RATE_LIMIT_EXCEEDED address");
        assertThat(crowded.at("error.details.limit")).isEqualTo("2000");
        assertThat(closed.outcome()).isEqualTo("503 SERVICE_UNAVAILABLE");
        assertThat(closed.header("Retry-After")).isBetween("29", "30");
        assertThat(team.get("/v1/transactions").outcome()).isEqualTo("200");
    }
}
