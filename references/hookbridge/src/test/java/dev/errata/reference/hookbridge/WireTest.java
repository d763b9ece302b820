package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shapes that published clients go by. */
@ExtendWith(SharedHookBridge.class)
class WireTest {
    @Test
    void everyAnswerHasTheIdOfItsRequest(HookBridge service, Account account) {
        Reply found = service.send(account.key(), "GET", "/v1/endpoints", null, "X-Request-Id", "req_of_mine");
        Reply refused = service.send(account.key(), "GET", "/v1/endpoints/none", null, "X-Request-Id", "req_of_mine");

        assertThat(found.text())
                .isEqualTo("{\"data\":[],\"meta\":{\"request_id\":\"req_of_mine\",\"has_more\":false}}");
        assertThat(refused.text())
                .isEqualTo(
                        "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"There is nothing here, or it is not yours.\","
                                + "\"details\":{\"resource\":\"endpoint\"}},\"meta\":{\"request_id\":\"req_of_mine\"}}");
    }

    @Test
    void anEndpointIsShownWholeAfterEachChange(Account account) {
        Reply made =
                account.post("/v1/endpoints", "{\"url\": \"https://hooks.example.com/in\", \"hmac_enabled\": true}");
        String path = "/v1/endpoints/" + made.at("data.id");

        assertThat(made.at("data.id")).matches("ep_[a-f0-9]{32}");
        assertThat(made.at("data.signing_key_id")).matches("sk_[a-f0-9]{32}");
        assertThat(made.at("data.signing_secret")).startsWith("whsec_").endsWith(made.at("data.key_hint"));
        Reply changed = account.patch(path, "{\"description\": \"Bills\", \"rate_limit_rps\": 5}");
        assertThat(changed.members().get("data"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsKeys("id", "url", "paused", "headers", "burst", "created_at")
                .containsEntry("updated", true)
                .containsEntry("description", "Bills")
                .containsEntry("rate_limit_rps", 5);
        assertThat(account.get(path).at("data.url")).isEqualTo("https://hooks.example.com/in");
        assertThat(account.get("/v1/endpoints").at("data.0.paused")).isEqualTo("false");
        assertThat(account.delete(path).at("data")).isEqualTo("{id=" + made.at("data.id") + ", deleted=true}");
        assertThat(account.get(path).outcome()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void anEndpointKeepsItsOwnAddress(Account account) {
        String path = "/v1/endpoints/"
                + account.endpoint("https://hooks.example.com/one").get("id");
        Object other = account.endpoint("https://hooks.example.com/two").get("id");

        assertThat(account.patch(path, "{\"url\": \"https://hooks.example.com/one\"}")
                        .status())
                .isEqualTo(200);
        Reply taken = account.patch(path, "{\"url\": \"https://hooks.example.com/two\"}");
        assertThat(taken.outcome()).isEqualTo("409 DUPLICATE_URL");
        assertThat(taken.at("error.details.endpoint_id")).isEqualTo(String.valueOf(other));
    }

    @Test
    void aKeyIsShownOnceAndItsUseIsNoted(HookBridge service, Account account) {
        Reply made = account.post("/v1/api-keys", "{\"mode\": \"test\"}");

        assertThat(made.text()).contains("\"label\":null");
        assertThat(made.at("data.key")).startsWith("hb_test_").startsWith(made.at("data.prefix"));
        assertThat(made.at("data.prefix")).hasSize(11);
        assertThat(account.get("/v1/api-keys").text()).doesNotContain(made.at("data.key"));
        assertThat(service.send(made.at("data.key"), "GET", "/v1/endpoints", null)
                        .status())
                .isEqualTo(200);
        assertThat(account.get("/v1/api-keys").text()).doesNotContain("\"last_used_at\":null");
        account.delete("/v1/api-keys/" + made.at("data.key_id"));
        assertThat(service.send(made.at("data.key"), "GET", "/v1/endpoints", null)
                        .outcome())
                .isEqualTo("401 UNAUTHORIZED");
        assertThat(account.delete("/v1/api-keys/" + made.at("data.key_id")).outcome())
                .isEqualTo("404 NOT_FOUND");
    }

    @Test
    void numbersAreWholeAndTheWindowIsEchoed(Account account) {
        assertThat(account.get("/v1/metrics").at("data"))
                .isEqualTo("{window=24h, total_messages=0, succeeded=0, failed=0, retries=0, success_rate=0.0,"
                        + " avg_latency_ms=0}");
        assertThat(account.get("/v1/metrics?window=7d").at("data.window")).isEqualTo("7d");
        Reply refused = account.get("/v1/metrics?window=8d");
        assertThat(refused.at("error.details"))
                .isEqualTo("{field=window, location=query, reason=must be one of 1h, 24h, 7d, 30d}");
    }

    @Test
    void aSeriesHasEveryPartOfItsWindow(Account account) {
        String endpoint = account.pausedEndpoint();
        account.message(endpoint, "{}");

        Reply day = account.get("/v1/metrics/timeseries?endpoint_id=" + endpoint);

        assertThat(day.at("data.window")).isEqualTo("24h");
        List<Map<String, Object>> parts = buckets(day);
        assertThat(parts).hasSize(24);
        assertThat(parts.stream().map(part -> part.get("total")).mapToInt(total -> (int) total))
                .containsOnlyOnce(1)
                .contains(0);
        assertThat(parts.get(23).keySet())
                .containsExactly("timestamp", "succeeded", "failed", "retrying", "total", "avg_latency_ms");
        assertThat(buckets(account.get("/v1/metrics/timeseries?window=1h"))).hasSize(12);
        assertThat(account.get("/v1/metrics/timeseries?endpoint_id=ep_none").outcome())
                .isEqualTo("404 NOT_FOUND");
    }

    private static List<Map<String, Object>> buckets(Reply series) {
        return Json.objects(Json.members(series.members().get("data")).get("buckets"));
    }

    @Test
    void numbersAreThoseOfOneEndpointWhereItIsNamed(HookBridge service, Account account) {
        Map<String, Object> receiver = service.fixture("receiver");
        String taking = String.valueOf(
                account.endpoint(String.valueOf(receiver.get("receiver_url"))).get("id"));
        String waiting = account.pausedEndpoint();
        account.awaitDelivery(account.message(taking, "{}"));
        account.message(waiting, "{}");
        account.message(waiting, "{}");

        assertThat(List.of(
                        account.get("/v1/metrics").at("data.success_rate"),
                        account.get("/v1/metrics?endpoint_id=" + taking).at("data.success_rate"),
                        account.get("/v1/metrics?endpoint_id=" + waiting).at("data.success_rate"),
                        account.get("/v1/metrics?endpoint_id=" + waiting).at("data.total_messages")))
                .containsExactly("0.3333", "1.0", "0.0", "2");
        assertThat(account.get("/v1/metrics?endpoint_id=ep_none").outcome()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void whatPhpWritesForNoMembersIsTaken(HookBridge service, Account account) {
        Map<String, Object> receiver = service.fixture("receiver");
        Reply endpoint =
                account.post("/v1/endpoints", "{\"url\": \"" + receiver.get("receiver_url") + "\", \"headers\": []}");
        String path = "/v1/endpoints/" + endpoint.at("data.id");
        String message =
                account.send(endpoint.at("data.id"), "[]", ", \"headers\": []").at("data.message_id");
        account.awaitDelivery(message);
        String project = "/v1/projects/" + account.project();

        assertThat(service.received(String.valueOf(receiver.get("receiver_host")))
                        .get(0)
                        .body())
                .isEqualTo("{}");
        assertThat(account.patch(path, "[]").at("data.updated")).isEqualTo("true");
        assertThat(account.patch(path, "{\"headers\": []}").at("data.headers")).isEqualTo("{}");
        assertThat(account.put(project, "[]").at("data.name")).isEqualTo("Example");
        assertThat(account.put(project, "{\"rate_limit_default\": 500}").at("data.name"))
                .isEqualTo("Example");
        assertThat(List.of(
                        account.post("/v1/billing/portal", "[]").status(),
                        account.post("/v1/billing/portal", null).status()))
                .containsExactly(201, 201);
    }

    @Test
    void aListIsNoObjectWhereItHasItemsOrMembersAreNeeded(Account account) {
        String endpoint = account.pausedEndpoint();

        assertThat(List.of(
                        account.send(endpoint, "[1]", "").at("error.details.field"),
                        account.send(endpoint, "{}", ", \"headers\": [\"a\"]").at("error.details.field"),
                        account.post("/v1/projects", "[]").at("error.details.field"),
                        account.post("/v1/endpoints", "[]").at("error.details.field")))
                .containsExactly("payload", "headers", "name", "url");
        assertThat(List.of(
                        account.patch("/v1/endpoints/" + endpoint, "[1]").outcome(),
                        account.post("/v1/messages/delete-batch", "[]").outcome(),
                        account.post("/v1/webhooks/send", "[]").outcome()))
                .containsOnly("400 INVALID_REQUEST");
    }

    @Test
    void aDeadLetterNamesTheAddressAlsoOfAnEndpointThatWasDeleted(HookBridge service, Account account) {
        String url = String.valueOf(service.fixture("receiver", "status", "410").get("receiver_url"));
        String endpoint = String.valueOf(account.endpoint(url).get("id"));
        String message = account.message(endpoint, "{}");
        account.awaitDelivery(message);
        account.delete("/v1/endpoints/" + endpoint);

        Reply queue = account.get("/v1/dlq/messages");

        assertThat(Json.members(
                        Json.objects(Json.members(queue.members().get("data")).get("messages"))
                                .get(0)))
                .containsEntry("message_id", message)
                .containsEntry("endpoint", url)
                .containsEntry("last_error", "The endpoint answered 410.")
                .containsKeys("status", "attempt_count", "created_at", "failed_at", "response_status");
        assertThat(account.get("/v1/logs").at("data.0.endpoint")).isEqualTo(url);
    }

    @Test
    void thoseBehindIdsAreLookedUp(Account account) {
        Reply made = account.post("/v1/api-keys", "{\"label\": \"worker\"}");
        String unlabelled = account.post("/v1/api-keys", "{}").at("data.key_id");
        String key = made.at("data.key_id");

        assertThat(account.get("/v1/actors/lookup?user_id=nobody&api_key_id=key_none," + key)
                        .at("data"))
                .isEqualTo("{users={}, api_keys={" + key + "={label=worker}}}");
        assertThat(account.get("/v1/actors/lookup?api_key_id=" + unlabelled).text())
                .contains("{\"" + unlabelled + "\":{\"label\":null}}");
        assertThat(account.get("/v1/actors/lookup?user_id=").at("data")).isEqualTo("{users={}, api_keys={}}");
        assertThat(account.get("/v1/actors/lookup").at("error.details"))
                .isEqualTo("{field=user_id, location=query, reason=must be there, or api_key_id, or both}");
        assertThat(account.get("/v1/actors/lookup?user_id=" + "a,".repeat(100) + "a")
                        .at("error.details.reason"))
                .isEqualTo("must have at most 100 ids");
    }

    @Test
    void theLogGoesOnWithACursorUntilThereIsNone(Account account) {
        String endpoint = account.pausedEndpoint();
        String first = account.message(endpoint, "{}");
        String second = account.message(endpoint, "{}");

        Reply page = account.get("/v1/logs?limit=1&endpoint_id=" + endpoint);
        Reply rest = account.get("/v1/logs?limit=1&endpoint_id=" + endpoint + "&cursor=" + page.at("meta.next_cursor"));

        assertThat(page.at("data.0.message_id")).isEqualTo(second);
        assertThat(page.at("data.0.endpoint")).isEqualTo("https://hooks.example.com/in");
        assertThat(page.at("meta.has_more")).isEqualTo("true");
        assertThat(rest.at("data.0.message_id")).isEqualTo(first);
        assertThat(rest.text()).contains("\"has_more\":false").doesNotContain("next_cursor");
        assertThat(first).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void aSpanEndsAfterItBegins(Account account) {
        Reply logs = account.get("/v1/logs?start_time=2026-02-01T00:00:00Z&end_time=2026-02-01T00:00:00Z");
        Reply export = account.post(
                "/v1/exports", "{\"start_time\": \"2026-02-01T00:00:00Z\", \"end_time\": \"2026-01-01T00:00:00Z\"}");

        assertThat(logs.at("error.details"))
                .isEqualTo("{field=end_time, location=query, reason=must be after start_time}");
        assertThat(export.at("error.details"))
                .isEqualTo("{field=end_time, location=body, reason=must be after start_time}");
    }

    @Test
    void aTimeHasAYearOfFourDigits(Account account) {
        assertThat(account.get("/v1/logs?end_time=%2B999999999-01-01T00:00:00Z").at("error.details"))
                .isEqualTo("{field=end_time, location=query, reason=must be a time in RFC 3339, such as"
                        + " 2026-01-31T12:00:00Z}");
        assertThat(account.get("/v1/logs?start_time=2026-01-01T00:00:00%2B02:00")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void headersThatAreNotTheCallersAreRefused(Account account) {
        String endpoint = account.pausedEndpoint();

        Reply host = account.send(endpoint, "{}", ", \"headers\": {\"Host\": \"other.example.com\"}");
        Reply split = account.send(endpoint, "{}", ", \"headers\": {\"X-Note\": \"a\\r\\nX-Evil: b\"}");

        for (String name : List.of("Connection", "Proxy-Connection", "TE", "X-Webhook-Signature", "x-webhook-id")) {
            assertThat(account.send(endpoint, "{}", ", \"headers\": {\"" + name + "\": \"a\"}")
                            .at("error.details"))
                    .isEqualTo("{field=headers." + name + ", location=body, reason=must be left out: HookBridge sets"
                            + " this header itself}");
        }
        for (String value : List.of("a\\nb", "a\\u0000b", "caf\u00e9")) {
            assertThat(account.patch("/v1/endpoints/" + endpoint, "{\"headers\": {\"X-Note\": \"" + value + "\"}}")
                            .outcome())
                    .as(value)
                    .isEqualTo("400 INVALID_REQUEST");
        }
        assertThat(host.at("error.details"))
                .isEqualTo("{field=headers.Host, location=body, reason=must be left out: HookBridge sets this header"
                        + " itself}");
        assertThat(split.outcome()).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void aPayloadOfOneByteTooManyIsRefusedAndOneOfAllBytesIsTaken(Account account) {
        String endpoint = account.pausedEndpoint();
        String full = "{\"a\":\"" + "x".repeat(1_048_576 - 8) + "\"}";

        Reply taken = account.send(endpoint, full, "");
        assertThat(taken.status()).as(taken.text()).isEqualTo(202);
        String many = "{\"a\":[" + "1,".repeat(500_000) + "1]}";
        assertThat(account.send(endpoint, many, "").status()).isEqualTo(202);
        Reply refused = account.send(endpoint, full.replace("xx\"}", "xxx\"}"), "");
        assertThat(refused.outcome()).isEqualTo("400 PAYLOAD_TOO_LARGE");
        assertThat(refused.at("error.details")).isEqualTo("{limit_bytes=1048576, actual_bytes=1048577}");
    }
}
