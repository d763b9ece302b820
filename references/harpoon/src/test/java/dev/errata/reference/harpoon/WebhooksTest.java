package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints: making, reading, changing and deleting them, and where they may lead. */
@ExtendWith(SharedHarpoon.class)
class WebhooksTest {
    private static final String BODY = """
            {"url": "https://shop.example.com/hooks",
             "events": ["transaction.completed", "transaction.failed", "transaction.completed"],
             "description": "the shop"}""";

    @Test
    void aWebhookShowsItsSecretOnceAndOnlyWhenItIsMade(Team team) {
        Reply made = team.post("/v1/webhooks", BODY);
        String id = made.at("data.id");
        String secret = made.at("data.secret");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()).isEqualTo(Json.compact("""
                {"success": true,
                 "data": {"id": "%s", "url": "https://shop.example.com/hooks",
                          "events": ["transaction.completed", "transaction.failed"], "secret": "%s",
                          "is_active": true, "created_at": "%s"},
                 "message": "Store the secret now; it is not shown again."}""".formatted(id, secret, made.at("data.created_at"))));
        assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(secret).matches("whsec_[0-9a-f]{48}");
        String record = Json.compact("""
                {"id": "%s", "url": "https://shop.example.com/hooks",
                 "events": ["transaction.completed", "transaction.failed"], "description": "the shop",
                 "is_active": true, "created_at": "%2$s", "updated_at": "%2$s"}""".formatted(id, made.at("data.created_at")));
        assertThat(team.get("/v1/webhooks/" + id).text()).isEqualTo("{\"success\":true,\"data\":" + record + "}");
        assertThat(team.get("/v1/webhooks").text()).isEqualTo("{\"success\":true,\"data\":[" + record + "]}");
    }

    @Test
    void whatIsLeftOutOfAChangeStaysAsItWas(Team team) {
        String path = "/v1/webhooks/" + team.post("/v1/webhooks", BODY).at("data.id");
        Map<String, Object> before = Json.members(team.get(path).members().get("data"));
        team.service().advance(java.time.Duration.ofSeconds(5));

        Reply changed = team.put(path, """
                {"url": "https://other.example.com/", "events": ["transaction.expired"], "is_active": false}""");
        assertThat(changed.text()).isEqualTo(Json.compact("""
                {"success": true, "data": {"id": "%s", "url": "https://other.example.com/",
                  "events": ["transaction.expired"], "description": "the shop", "is_active": false,
                  "created_at": "%s", "updated_at": "%s"}}""".formatted(
                        before.get("id"), before.get("created_at"), changed.at("data.updated_at"))));
        assertThat(changed.at("data.updated_at")).isGreaterThan(changed.at("data.created_at"));

        team.put(path, "{\"description\": \"\"}");
        assertThat(team.put(path, "{}").at("data.description")).isEmpty();
        assertThat(team.get(path).at("data.is_active")).isEqualTo("false");
    }

    @Test
    void aDeletedWebhookIsGone(Team team) {
        String id = team.post("/v1/webhooks", BODY).at("data.id");

        assertThat(team.delete("/v1/webhooks/" + id).text()).isEqualTo("{\"success\":true,\"deleted\":true}");
        for (Reply reply : List.of(team.get("/v1/webhooks/" + id), team.delete("/v1/webhooks/" + id))) {
            assertThat(reply.text()).isEqualTo(Json.compact("""
                    {"success": false, "error": {"code": "WEBHOOK_NOT_FOUND",
                      "message": "Your team has no webhook '%1$s'.", "details": {"webhook_id": "%1$s"}}}""".formatted(id)));
        }
        assertThat(team.get("/v1/webhooks").text()).isEqualTo("{\"success\":true,\"data\":[]}");
    }

    @Test
    void noKeyMaySeeTheSecretAgain(Team team) {
        String id = team.post("/v1/webhooks", BODY).at("data.id");

        assertThat(team.post("/v1/webhooks/" + id + "/secret", "{\"password\": \"x\"}")
                        .text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "ACCESS_DENIED",
                  "message": "This operation is for people who are signed in to the dashboard, not for API keys."}}"""));
    }

    @Test
    void anUnknownEventIsNamedTogetherWithTheKnownOnes(Team team) {
        assertThat(team.post("/v1/webhooks", BODY.replace("transaction.failed", "transaction.forwarded"))
                        .text())
                .isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "INVALID_EVENT_TYPE",
                          "message": "'transaction.forwarded' is not an event that a webhook can subscribe to.",
                          "details": {"field": "events", "value": "transaction.forwarded",
                            "allowed": ["transaction.completed", "transaction.failed", "transaction.expired",
                                        "transaction.refunded", "transaction.cancelled",
                                        "transaction.disputed"]}}}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/hooks",
                "ftp://shop.example.com/",
                "https://user:pass@shop.example.com/",
                "https://user@shop.example.com/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://shop.example.com./",
                "https://nowhere.invalid/"
            })
    void anAddressThatIsNotSafeToCallIsRefusedWhereverItIsGiven(String address, Team team) {
        assertRefused(address, "must be an https address that is reachable from the internet", team);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 25, 6379, 65_536})
    void anAddressWithAPortThatNoReceiverHasIsRefusedWhereverItIsGiven(int port, Team team) {
        assertRefused("https://shop.example.com:" + port + "/", "must have port 80, 443, 8080 or 8443, or none", team);
    }

    private static void assertRefused(String address, String rule, Team team) {
        String webhook = team.post("/v1/webhooks", BODY).at("data.id");

        Reply created = team.post("/v1/webhooks", BODY.replace("https://shop.example.com/hooks", address));
        Reply updated = team.put("/v1/webhooks/" + webhook, "{\"url\": \"" + address + "\"}");
        Reply initialized = team.initialize("{\"amount\": \"1\", \"webhook_url\": \"" + address + "\"}");

        assertThat(List.of(created.text(), updated.text()))
                .allSatisfy(text -> assertThat(text).isEqualTo(refusal("url", address, rule)));
        assertThat(initialized.text()).isEqualTo(refusal("webhook_url", address, rule));
        assertThat(Json.objects(team.get("/v1/webhooks").members().get("data"))).hasSize(1);
        assertThat(team.get("/v1/webhooks/" + webhook).at("data.url")).isEqualTo("https://shop.example.com/hooks");
    }

    private static String refusal(String field, String address, String rule) {
        return Json.compact("""
                {"success": false, "error": {"code": "INVALID_WEBHOOK_URL",
                  "message": "%1$s %3$s.",
                  "details": {"field": "%1$s", "value": "%2$s", "rule": "%3$s"}}}""".formatted(field, address, rule));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "shop.example.com",
                "/hooks",
                "https:",
                "https://",
                "https:///hooks",
                "mailto:a@example.com",
                "https://shop example.com/",
                "https://shop.example.com/a b",
                "https://exa_mple.example.com/",
                "https://[::1",
                "https://shop.example.com:port/",
                "https://%31%32%37.0.0.1/",
                "https://127.1/",
                "https://1.2.3/",
                "https://256.256.256.256/"
            })
    void anAddressThatIsNoneIsRefusedWhereverItIsGiven(String address, Team team) {
        assertThat(team.post("/v1/webhooks", BODY.replace("https://shop.example.com/hooks", address))
                        .text())
                .isEqualTo(Json.compact("""
                        {"success": false, "error": {"code": "INVALID_URL",
                          "message": "The value of url is not an absolute URL.",
                          "details": {"field": "url", "value": "%s"}}}""".formatted(address)));
        for (String field : List.of("webhook_url", "redirect_url")) {
            assertThat(team.initialize("{\"amount\": \"1\", \"" + field + "\": \"" + address + "\"}")
                            .outcome())
                    .isEqualTo("400 INVALID_URL");
        }
    }

    @Test
    void aPersonIsSentToWebAddressesOnly(Team team) {
        assertThat(team.initialize("{\"amount\": \"1\", \"redirect_url\": \"javascript://example.com/%0aalert(1)\"}")
                        .outcome())
                .isEqualTo("400 INVALID_URL");
        assertThat(team.initialize("{\"amount\": \"1\", \"redirect_url\": \"http://localhost:3000/thanks\"}")
                        .outcome())
                .isEqualTo("201");
    }
}
