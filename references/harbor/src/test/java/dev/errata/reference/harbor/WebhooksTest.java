package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints, whose secret is shown once, and whose address anybody on the internet could reach. */
@ExtendWith(SharedHarbor.class)
class WebhooksTest {
    private static final String URL = "https://shop.example.com/hooks";

    @Test
    void aWebhookShowsItsSecretWhenItIsMadeAndNeverAgain(Organization organization) {
        Reply made = organization.post("/v1/webhooks", organization.webhook(URL));
        String seen = Json.compact("""
                {"id": "%s", "workspace_id": "%s", "url": "https://shop.example.com/hooks",
                 "events": ["invoice.paid"], "status": "active", "created_at": "%s"}""".formatted(made.at("id"), organization.workspace(), made.at("created_at")));

        assertThat(made.outcome()).isEqualTo("201");
        assertThat(made.at("id")).matches("wh_[0-9a-f]{24}");
        assertThat(made.at("secret")).matches("whsec_[0-9a-f]{48}");
        assertThat(made.text())
                .isEqualTo(seen.replace("\"status\"", "\"secret\":\"" + made.at("secret") + "\",\"status\""));
        assertThat(organization.get("/v1/webhooks/" + made.at("id")).text()).isEqualTo(seen);
        assertThat(organization.get(organization.list("webhooks")).text())
                .isEqualTo("{\"data\":[" + seen + "],\"has_more\":false,\"end_cursor\":null}");
    }

    @Test
    void webhooksAreListedNewestFirstInPages(Organization organization) {
        List<String> ids = List.of("a", "b", "c").stream()
                .map(name -> organization
                        .post("/v1/webhooks", organization.webhook("https://" + name + ".example.com/"))
                        .at("id"))
                .toList();
        Reply first = organization.get(organization.list("webhooks") + "&limit=2");
        Reply second =
                organization.get(organization.list("webhooks") + "&limit=2&starting_after=" + first.at("end_cursor"));

        assertThat(List.of(first.at("data.0.id"), first.at("data.1.id"), second.at("data.0.id")))
                .containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(List.of(first.at("has_more"), second.at("has_more"))).containsExactly("true", "false");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example.com/hooks",
                "https://10.0.0.1/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://169.254.169.254/latest/meta-data",
                "https://192.168.0.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://0x7f000001/",
                "https://2130706433/",
                "https://user@shop.example.com/",
                "https://nobody.invalid/",
                "ftp://shop.example.com/",
                "//shop.example.com/",
                "shop",
                "https://",
                "https://shop example.com/",
                ""
            })
    void anAddressThatIsNotPublicIsRefused(String url, Organization organization) {
        assertRefused(organization, url, "must be an https address that is reachable from the internet");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 25, 6379, 65_536})
    void anAddressWithAPortThatNoReceiverHasIsRefused(int port, Organization organization) {
        assertRefused(
                organization,
                "https://shop.example.com:" + port + "/",
                "must have port 80, 443, 8080 or 8443, or none");
    }

    private static void assertRefused(Organization organization, String url, String rule) {
        Reply reply = organization.post("/v1/webhooks", organization.webhook(url));

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "invalid_request",
                  "message": "Field `url` %s.",
                  "request_id": "%s", "field": "url", "location": "body",
                  "rule": "%s"}}""".formatted(rule, reply.header("X-Request-Id"), rule)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(organization.get(organization.list("webhooks")).at("data")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "[\"\"]", "[\"invoice.*\"]", "[\"a b\"]", "[\".\"]", "[null]", "[1]", "\"*\"", "null"})
    void eventsAreTypesOrAStarForAll(String events, Organization organization) {
        String body = organization.webhook(URL).replace("[\"invoice.paid\"]", events);

        Reply reply = organization.post("/v1/webhooks", body);

        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
        assertThat(reply.at("error.field")).startsWith("events");
        assertThat(organization
                        .post("/v1/webhooks", organization.webhook(URL).replace("invoice.paid", "*"))
                        .outcome())
                .isEqualTo("201");
    }

    /** Everything that a caller could tell two answers apart by, without what differs from one answer to the next. */
    private static Map<String, Object> seen(Reply reply, String id) {
        Map<String, Object> seen = new TreeMap<>(reply.headers().map());
        List.of("x-request-id", "date", "harbor-ratelimit-remaining", "harbor-ratelimit-reset")
                .forEach(seen::remove);
        seen.put("status", reply.status());
        seen.put("body", reply.text().replace(id, "ID").replace(reply.header("X-Request-Id"), "REQUEST"));
        return seen;
    }

    @Test
    void whatBelongsToSomebodyElseAnswersLikeWhatIsNotThere(Harbor service) {
        Organization owner = service.organization();
        Map<String, Object> receiver = service.fixture("receiver");
        String webhook = owner.post("/v1/webhooks", owner.webhook(String.valueOf(receiver.get("receiver_url"))))
                .at("id");
        String event = owner.create("{}").at("id");
        service.fixture("delivered", "webhook_id", webhook);
        String delivery = owner.get("/v1/webhooks/" + webhook + "/deliveries").at("data.0.id");
        Organization stranger = service.organization();
        String strangersWebhook =
                stranger.post("/v1/webhooks", stranger.webhook(URL)).at("id");
        Map<String, Function<String, Reply>> requests = Map.of(
                owner.workspace() + " ws_000000000000000000000000 1",
                id -> stranger.get("/v1/workspaces/" + id),
                owner.workspace() + " ws_000000000000000000000000 2",
                id -> stranger.get("/v1/events?workspace_id=" + id),
                owner.workspace() + " ws_000000000000000000000000 3",
                id -> stranger.post("/v1/events", stranger.event("{}").replace(stranger.workspace(), id)),
                owner.workspace() + " ws_000000000000000000000000 4",
                id -> stranger.post("/v1/webhooks", stranger.webhook(URL).replace(stranger.workspace(), id)),
                event + " evt_000000000000000000000000",
                id -> stranger.get("/v1/events/" + id),
                webhook + " wh_000000000000000000000000 1",
                id -> stranger.get("/v1/webhooks/" + id),
                webhook + " wh_000000000000000000000000 2",
                id -> stranger.get("/v1/webhooks/" + id + "/deliveries"),
                webhook + " wh_000000000000000000000000 3",
                id -> stranger.post("/v1/webhooks/" + id + "/deliveries/" + delivery + "/replay", null),
                delivery + " del_000000000000000000000000",
                id -> stranger.post("/v1/webhooks/" + strangersWebhook + "/deliveries/" + id + "/replay", null));
        owner.suspend("policy");

        requests.forEach((ids, request) -> {
            String[] both = ids.split(" ");
            Reply foreign = request.apply(both[0]);
            assertThat(foreign.outcome()).as(foreign.text()).isEqualTo("404 resource_not_found");
            assertThat(foreign.at("error.resource_id")).isEqualTo(both[0]);
            assertThat(seen(foreign, both[0])).isEqualTo(seen(request.apply(both[1]), both[1]));
        });
    }
}
