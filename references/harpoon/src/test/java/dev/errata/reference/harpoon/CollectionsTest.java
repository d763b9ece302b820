package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.webhooks.SignatureScheme;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Open Collections: where a team hears of money that no payment of it was asked for. */
@ExtendWith(SharedHarpoon.class)
class CollectionsTest {
    private static final String PATH = "/v1/open-collections/endpoint";
    private static final String BODY = "{\"url\": \"https://shop.example.com/collections\", \"description\": \"till\"}";

    private static final SignatureScheme SCHEME = new SignatureScheme(
            "X-Harpoon-Webhook-ID",
            "X-Harpoon-Timestamp",
            "X-Harpoon-Signature",
            "sha256=",
            ",",
            SignatureScheme.Encoding.HEX,
            false);

    /** A receiver with the endpoint that leads to it. */
    private record Ear(Team team, String host, String secret) {
        static Ear of(Team team, String... receiver) {
            Map<String, Object> made = team.service().fixture("receiver", receiver);
            Reply endpoint = team.post(PATH, "{\"url\": \"" + made.get("receiver_url") + "\"}");
            assertThat(endpoint.status()).as(endpoint.text()).isEqualTo(201);
            return new Ear(team, String.valueOf(made.get("receiver_host")), endpoint.at("secret"));
        }

        List<Heard> heard() {
            return team.service().received(host);
        }

        List<Heard> heard(int count) {
            return team.service().eventually(this::heard, all -> all.size() >= count);
        }
    }

    /** Money that came to a team; further arguments are names and values by turns. */
    private static String paid(Team team, String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"team", team.name(), "amount", "25.5"}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return String.valueOf(team.service().fixture("payment", all).get("transaction_id"));
    }

    @Test
    void aTeamWithoutAnEndpointHasNone(Team team) {
        assertThat(team.get(PATH).text()).isEqualTo("{\"success\":true,\"data\":null}");
        for (Reply reply : List.of(
                team.put(PATH, "{}"),
                team.delete(PATH),
                team.post(PATH + "/test", null),
                team.post(PATH + "/secret", "{\"password\": \"x\"}"))) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).isEqualTo(Json.compact("""
                    {"success": false, "error": {"code": "WEBHOOK_NOT_FOUND",
                      "message": "Your team has no Open Collections endpoint; create it with POST /v1/open-collections/endpoint.",
                      "details": {"webhook_id": "open-collections"}}}"""));
        }
    }

    @Test
    void anEndpointShowsItsSecretOnceBesideItsData(Team team) {
        Reply made = team.post(PATH, BODY);
        String record = Json.compact("""
                {"id": "%s", "url": "https://shop.example.com/collections", "description": "till", "is_active": true,
                 "is_sandbox": false, "last_success_at": null, "last_failure_at": null, "consecutive_failures": 0,
                 "created_at": "%2$s", "updated_at": "%2$s"}""".formatted(made.at("data.id"), made.at("data.created_at")));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text())
                .isEqualTo("{\"success\":true,\"data\":" + record + ",\"secret\":\"" + made.at("secret")
                        + "\",\"message\":\"Store the secret now; it is not shown again.\"}");
        assertThat(made.at("data.id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(made.at("secret")).matches("whsec_[0-9a-f]{48}");
        assertThat(team.get(PATH).text()).isEqualTo("{\"success\":true,\"data\":" + record + "}");
    }

    @Test
    void aTeamHasOneEndpointAndANewOneHasANewSecret(Team team) {
        String secret = team.post(PATH, BODY).at("secret");
        Reply second = team.post(PATH, BODY);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "ENDPOINT_EXISTS",
                  "message": "Your team has its one Open Collections endpoint already; change that one, or delete it first."}}"""));
        assertThat(team.delete(PATH).text()).isEqualTo("{\"success\":true,\"deleted\":true}");
        assertThat(team.get(PATH).at("data")).isEqualTo("null");
        assertThat(team.post(PATH, BODY).at("secret")).isNotEqualTo(secret);
        assertThat(team.service().team().post(PATH, BODY).status())
                .as("another team")
                .isEqualTo(201);
    }

    @Test
    void whatIsLeftOutOfAChangeStaysAsItWas(Team team) {
        Reply made = team.post(PATH, BODY);
        team.service().advance(Duration.ofSeconds(5));

        Reply changed = team.put(PATH, "{\"url\": \"https://other.example.com/\", \"is_active\": false}");

        assertThat(changed.text()).isEqualTo(Json.compact("""
                {"success": true, "data": {"id": "%s", "url": "https://other.example.com/", "description": "till",
                  "is_active": false, "is_sandbox": false, "last_success_at": null, "last_failure_at": null,
                  "consecutive_failures": 0, "created_at": "%s", "updated_at": "%s"}}""".formatted(
                        made.at("data.id"), made.at("data.created_at"), changed.at("data.updated_at"))));
        assertThat(changed.at("data.updated_at")).isGreaterThan(made.at("data.created_at"));
        team.put(PATH, "{\"description\": \"\"}");
        assertThat(team.put(PATH, "{}").at("data.description")).isEmpty();
        assertThat(team.get(PATH).at("data.is_active")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                              | 400 MISSING_REQUIRED_FIELD
            {"url": null}                                   | 400 MISSING_REQUIRED_FIELD
            {"url": "not a url"}                            | 400 INVALID_URL
            {"url": 12}                                     | 400 INVALID_URL
            {"url": "http://shop.example.com/"}             | 400 INVALID_WEBHOOK_URL
            {"url": "https://localhost/"}                   | 400 INVALID_WEBHOOK_URL
            {"url": "https://shop.example.com/", "is_active": true} | 400 INVALID_FIELD
            """)
    void anEndpointThatIsNoneIsRefused(String json, String outcome, Team team) {
        assertThat(team.post(PATH, json).outcome()).isEqualTo(outcome);
        assertThat(team.get(PATH).at("data")).isEqualTo("null");
    }

    @Test
    void itHasTheGuardsOfWebhooks(Team team) {
        team.post(PATH, BODY);
        String reader = team.key("scopes", "transactions:read");
        for (String[] route : List.of(
                new String[] {"GET", ""},
                new String[] {"POST", ""},
                new String[] {"PUT", ""},
                new String[] {"DELETE", ""},
                new String[] {"POST", "/test"},
                new String[] {"POST", "/secret"})) {
            Harpoon service = team.service();
            String path = PATH + route[1];
            assertThat(service.send(null, route[0], path, null).outcome()).isEqualTo("401 MISSING_API_KEY");
            assertThat(service.send(team.publicKey(), route[0], path, null).outcome())
                    .isEqualTo("403 INVALID_KEY_TYPE");
            assertThat(service.send(reader, route[0], path, null).outcome()).isEqualTo("403 INSUFFICIENT_SCOPE");
        }
        assertThat(team.post(PATH + "/secret", "{\"password\": \"x\"}").outcome())
                .isEqualTo("403 ACCESS_DENIED");
        assertThat(team.get(PATH).at("data.description")).isEqualTo("till");
    }

    @Test
    void moneyThatMatchesNoCodeIsForwardedSignedAndFlat(Team team) {
        Ear ear = Ear.of(team);
        String number = paid(team, "name", "Ama Mensah", "hpn_code", "rent may", "provider", "telecel");

        Heard heard = ear.heard(1).get(0);

        Map<String, Object> data = Json.members(heard.members().get("data"));
        assertThat(heard.body()).isEqualTo(Json.compact("""
                {"event": "transaction.forwarded", "webhook_id": "%s", "timestamp": "%s",
                 "data": {"transaction_id": "%s", "telco_transaction_id": "%s", "provider": "telecel",
                          "amount": "25.50", "currency": "GHS", "reference": "rent may", "payer_phone": "0241234567",
                          "payer_name": "Ama Mensah", "transaction_timestamp": "%s"}}""".formatted(
                        heard.members().get("webhook_id"),
                        heard.members().get("timestamp"),
                        data.get("transaction_id"),
                        number,
                        data.get("transaction_timestamp"))));
        assertThat(String.valueOf(heard.members().get("webhook_id"))).matches("ocl_[0-9a-f]{24}");
        assertThat(String.valueOf(data.get("transaction_id"))).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(heard.header("X-Harpoon-Webhook-ID"))
                .isEqualTo(heard.members().get("webhook_id"));
        assertThat(heard.verified(SCHEME, ear.secret(), team.service().now())).isTrue();
        Reply endpoint = team.service()
                .eventually(
                        () -> team.get(PATH),
                        reply -> !reply.at("data.last_success_at").equals("null"));
        assertThat(List.of(endpoint.at("data.last_failure_at"), endpoint.at("data.consecutive_failures")))
                .containsExactly("null", "0");
        assertThat(endpoint.at("data.last_success_at")).isNotEqualTo("null");
    }

    @Test
    void onlyMoneyOfTheTeamThatMatchesNothingIsForwardedAndOnce(Team team) {
        Ear ear = Ear.of(team);
        Ear stranger = Ear.of(team.service().team());
        var payment = team.payment("{\"amount\": \"25.50\"}");
        var expired = team.payment("{\"amount\": \"25.50\"}");
        expired.cancel();
        paid(team, "hpn_code", payment.hpnCode());
        paid(team, "hpn_code", expired.hpnCode());
        String number = paid(team);
        paid(team, "transaction_id", number);
        String last = paid(team);

        List<Heard> heard = ear.heard(2);

        assertThat(heard.stream()
                        .map(one -> Json.members(one.members().get("data")).get("telco_transaction_id")))
                .containsExactlyInAnyOrder(number, last);
        assertThat(payment.get().at("data.status")).isEqualTo("SUCCESS");
        assertThat(stranger.heard()).isEmpty();
        assertThat(payment.team()
                        .payment("{\"amount\": \"25.50\"}")
                        .reconcile("{\"transaction_id\": \"" + number + "\"}")
                        .outcome())
                .as("its team may still match it by hand")
                .isEqualTo("200");
        assertThat(stranger.team()
                        .payment("{\"amount\": \"25.50\"}")
                        .reconcile("{\"transaction_id\": \"" + last + "\"}")
                        .outcome())
                .as("another may not")
                .isEqualTo("422 RECONCILIATION_FAILED");
    }

    @Test
    void whatFailsIsCountedAndTriedAgainUnderItsIdUntilASuccessSetsItToNothing(Team team) {
        Ear broken = Ear.of(team, "status", "500");
        paid(team);
        for (int failures = 1; failures <= 2; failures++) {
            String count = Integer.toString(failures);
            Reply endpoint = team.service()
                    .eventually(
                            () -> team.get(PATH),
                            reply -> reply.at("data.consecutive_failures").equals(count));
            assertThat(endpoint.at("data.consecutive_failures")).isEqualTo(count);
            assertThat(endpoint.at("data.last_failure_at")).isNotEqualTo("null");
            assertThat(endpoint.at("data.last_success_at")).isEqualTo("null");
            team.service().advance(Duration.ofMinutes(failures == 1 ? 2 : 7));
        }
        Map<String, Object> repaired = team.service().fixture("receiver");
        team.put(PATH, "{\"url\": \"" + repaired.get("receiver_url") + "\"}");
        team.service().advance(Duration.ofMinutes(30));

        Ear ear = new Ear(team, String.valueOf(repaired.get("receiver_host")), broken.secret());
        assertThat(ear.heard(1)).hasSize(1);
        assertThat(broken.heard())
                .extracting(one -> one.header("X-Harpoon-Webhook-ID"))
                .containsOnly(ear.heard().get(0).header("X-Harpoon-Webhook-ID"));
        Reply endpoint = team.service()
                .eventually(
                        () -> team.get(PATH),
                        reply -> !reply.at("data.last_success_at").equals("null"));
        assertThat(endpoint.at("data.consecutive_failures")).isEqualTo("0");
    }

    @Test
    void anEndpointThatIsSwitchedOffOrGoneHearsNothing(Team team) {
        Ear ear = Ear.of(team);
        team.put(PATH, "{\"is_active\": false}");
        paid(team);
        team.put(PATH, "{\"is_active\": true}");
        String heard = paid(team);
        assertThat(ear.heard(1)).hasSize(1);
        assertThat(ear.heard().get(0).body()).contains(heard);

        team.delete(PATH);
        paid(team);
        Ear next = Ear.of(team);
        paid(team);
        assertThat(next.heard(1)).hasSize(1);
        assertThat(ear.heard()).hasSize(1);
    }

    @Test
    void aTestSendsMadeUpDataAndAnswersFlat(Team team) {
        Ear ear = Ear.of(team, "status", "202", "body", "thanks");

        Reply reply = team.post(PATH + "/test", null);

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"success": true, "status_code": 202, "response_body": "thanks",
                 "message": "The test event was delivered."}"""));
        Heard heard = ear.heard(1).get(0);
        assertThat(heard.verified(SCHEME, ear.secret(), team.service().now())).isTrue();
        assertThat(heard.body()).isEqualTo(Json.compact("""
                {"event": "transaction.forwarded", "test": true, "webhook_id": "%s", "timestamp": "%2$s",
                 "data": {"transaction_id": "0b7f6a52-6f0d-4c5e-9a1b-3d2c4e5f6071",
                          "telco_transaction_id": "73012849466", "provider": "mtn", "amount": "150.00",
                          "currency": "GHS", "reference": "RENT MAY", "payer_phone": "0241234567",
                          "payer_name": "Ama Mensah", "transaction_timestamp": "%3$s"}}""".formatted(
                        heard.header("X-Harpoon-Webhook-ID"),
                        heard.members().get("timestamp"),
                        Json.members(heard.members().get("data")).get("transaction_timestamp"))));
        assertThat(team.get(PATH).at("data.last_success_at")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 500})
    void aTestThatIsNotAcceptedSaysWhatWasAnswered(int status, Team team) {
        Ear.of(team, "status", Integer.toString(status), "body", "boom");

        assertThat(team.post(PATH + "/test", null).text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "WEBHOOK_DELIVERY_FAILED",
                  "message": "The test event was not accepted by your endpoint: it answered %1$d.",
                  "details": {"reason": "it answered %1$d", "status_code": %1$d, "response_body": "boom"}}}""".formatted(status)));
    }
}
