package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.SignatureScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who hears of what becomes of a payment, how often, and by what it can tell that we said it. */
@ExtendWith(SharedHarpoon.class)
class DeliveriesTest {
    /** As the signature page of the contract describes it, not as the service has it. */
    private static final SignatureScheme SCHEME = new SignatureScheme(
            "X-Harpoon-Webhook-ID",
            "X-Harpoon-Timestamp",
            "X-Harpoon-Signature",
            "sha256=",
            ",",
            SignatureScheme.Encoding.HEX,
            false);

    /** The pauses of the documented schedule, each with the fifth that chance may add. */
    private static final List<Duration> LONGEST_PAUSES = List.of(
            Duration.ofSeconds(72),
            Duration.ofMinutes(6),
            Duration.ofMinutes(18),
            Duration.ofMinutes(72),
            Duration.ofMinutes(216),
            Duration.ofMinutes(432),
            Duration.ofMinutes(864));

    /** A receiver with the webhook that leads to it. */
    private record Ear(Team team, String url, String host, String webhook, String secret) {
        static Ear of(Team team, String events, String... receiver) {
            Map<String, Object> made = team.service().fixture("receiver", receiver);
            Reply webhook = team.post(
                    "/v1/webhooks", "{\"url\": \"" + made.get("receiver_url") + "\", \"events\": [" + events + "]}");
            return new Ear(
                    team,
                    String.valueOf(made.get("receiver_url")),
                    String.valueOf(made.get("receiver_host")),
                    webhook.at("data.id"),
                    webhook.at("data.secret"));
        }

        List<Heard> heard() {
            return team.service().received(host);
        }

        /** What it has heard once it has heard so much, or what it has after a while. */
        List<Heard> heard(int count) {
            return team.service().eventually(this::heard, all -> all.size() >= count);
        }

        void change(String json) {
            assertThat(team.put("/v1/webhooks/" + webhook, json).status()).isEqualTo(200);
        }
    }

    private static Team.Payment paid(Team team) {
        var payment = team.payment("{\"amount\": \"10.00\"}");
        payment.pay("10.00", "name", "Ama Mensah");
        return payment;
    }

    @Test
    void anEventIsThePaymentSignedOverItsRawBytes(Team team) {
        Ear ear = Ear.of(team, "\"transaction.completed\"");
        var payment = paid(team);
        Heard heard = ear.heard(1).get(0);
        Instant now = team.service().now();

        assertThat(heard.body())
                .isEqualTo("{\"event\":\"transaction.completed\",\"webhook_id\":\""
                        + heard.members().get("webhook_id") + "\",\"timestamp\":\""
                        + heard.members().get("timestamp")
                        + "\",\"data\":" + flat(payment) + "}");
        assertThat(String.valueOf(heard.members().get("webhook_id"))).matches("whk_[0-9a-f]{32}");
        assertThat(heard.header("X-Harpoon-Webhook-ID"))
                .isEqualTo(heard.members().get("webhook_id"));
        assertThat(List.of(heard.path(), heard.header("User-Agent"), heard.header("Content-Type")))
                .containsExactly("/hooks", "Harpoon-Webhook/1.0", "application/json");
        assertThat(heard.verified(SCHEME, ear.secret(), now)).isTrue();
        assertThat(heard.verified(SCHEME, ear.secret(), now.plus(Duration.ofMinutes(6))))
                .as("stale")
                .isFalse();
        assertThat(heard.verified(SCHEME, "whsec_of_somebody_who_is_not_us", now))
                .as("by somebody else")
                .isFalse();
        assertThat(new Heard("", heard.headers(), heard.body() + " ").verified(SCHEME, ear.secret(), now))
                .as("changed")
                .isFalse();
    }

    /** What the events of a payment say of it, by what its read says. */
    private static String flat(Team.Payment payment) {
        Reply read = payment.get();
        Map<String, Object> all = Json.members(read.members().get("data"));
        Map<String, Object> flat = new java.util.LinkedHashMap<>();
        for (String member : List.of(
                "reference",
                "hpn_code",
                "status",
                "expected_amount",
                "actual_amount",
                "difference",
                "difference_type",
                "currency")) {
            flat.put(member, all.get(member));
        }
        flat.put("payer_phone", Json.members(all.get("payer")).get("phone_number"));
        flat.put("telco_provider", Json.members(all.get("telco")).get("provider"));
        flat.put("telco_transaction_id", Json.members(all.get("telco")).get("transaction_id"));
        flat.put("meta", all.get("meta"));
        flat.put("client_reference", all.get("client_reference"));
        return Json.write(flat);
    }

    @Test
    void everyMoveHasItsEvent(Harpoon service) {
        Map<String, String> events = Map.of(
                "SUCCESS",
                "completed",
                "PARTIAL",
                "completed",
                "OVERPAID",
                "completed",
                "FAILED",
                "failed",
                "EXPIRED",
                "expired",
                "REFUNDED",
                "refunded",
                "CANCELLED",
                "cancelled",
                "MANUAL_REVIEW",
                "disputed");
        Map<Ear, Team.Payment> moved = new java.util.LinkedHashMap<>();
        events.forEach((status, event) -> {
            Ear ear = Ear.of(service.team(), "\"transaction." + event + "\"");
            moved.put(ear, moved(ear.team(), status));
        });
        service.advance(Duration.ofHours(1));

        moved.forEach((ear, payment) -> {
            List<Heard> heard = ear.heard(1);
            String status = payment.get().at("data.status");
            assertThat(heard).as(status).hasSize(1);
            assertThat(heard.get(0).members().get("event")).isEqualTo("transaction." + events.get(status));
            assertThat(Json.write(heard.get(0).members().get("data"))).isEqualTo(flat(payment));
        });
        assertThat(moved.values().stream().map(payment -> payment.get().at("data.status")))
                .containsExactlyInAnyOrderElementsOf(events.keySet());
    }

    private static Team.Payment moved(Team team, String status) {
        var payment = team.payment(
                "{\"amount\": \"10.00\", \"expires_in_hours\": 1, \"expected_payer_phone\": \"0241234567\"}");
        switch (status) {
            case "SUCCESS" -> payment.pay("10.00");
            case "PARTIAL" -> payment.pay("9.00");
            case "OVERPAID" -> payment.pay("11.00");
            case "FAILED" -> payment.decide("FAILED");
            case "EXPIRED" -> {}
            case "REFUNDED" -> {
                payment.pay("10.00");
                payment.decide("REFUNDED");
            }
            case "CANCELLED" -> payment.cancel();
            default -> payment.pay("10.00", "phone", "0249999999");
        }
        return payment;
    }

    @Test
    void onlyThoseHearWhoAskedForTheEventAndAreSwitchedOn(Team team) {
        Ear failures = Ear.of(team, "\"transaction.failed\"");
        Ear off = Ear.of(team, "\"transaction.completed\"");
        off.change("{\"is_active\": false}");
        Ear deleted = Ear.of(team, "\"transaction.completed\"");
        team.delete("/v1/webhooks/" + deleted.webhook());
        Ear stranger = Ear.of(team.service().team(), "\"transaction.completed\"");
        Ear all = Ear.of(team, "\"transaction.completed\", \"transaction.failed\", \"transaction.cancelled\"");

        paid(team);

        assertThat(all.heard(1)).hasSize(1);
        for (Ear deaf : List.of(failures, off, deleted, stranger)) {
            assertThat(deaf.heard()).isEmpty();
        }
    }

    @Test
    void aPaymentMayHaveAnAddressOfItsOwnSignedLikeTheTeamsFirstWebhook(Team team) {
        Ear first = Ear.of(team, "\"transaction.failed\"");
        Map<String, Object> own = team.service().fixture("receiver");
        var payment = team.payment("{\"amount\": \"10.00\", \"webhook_url\": \"" + own.get("receiver_url") + "\"}");
        payment.pay("10.00");
        Ear ear = new Ear(team, "", String.valueOf(own.get("receiver_host")), "", first.secret());

        List<Heard> heard = ear.heard(1);

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).members().get("event")).isEqualTo("transaction.completed");
        assertThat(heard.get(0).verified(SCHEME, first.secret(), team.service().now()))
                .isTrue();
        assertThat(first.heard()).isEmpty();
    }

    @Test
    void aDeliveryIsTriedEightTimesByTheScheduleUnderOneId(Team team) {
        Ear broken = Ear.of(team, "\"transaction.completed\"", "status", "503");
        paid(team);
        assertThat(broken.heard(1)).hasSize(1);

        team.service().advance(Duration.ofSeconds(50));
        Team another = team.service().team();
        Ear healthy = Ear.of(another, "\"transaction.completed\"");
        paid(another);
        assertThat(healthy.heard(1)).as("the queue has looked for work again").hasSize(1);
        assertThat(broken.heard()).as("but not before a minute has passed").hasSize(1);

        for (int i = 0; i < LONGEST_PAUSES.size(); i++) {
            team.service().advance(LONGEST_PAUSES.get(i));
            List<Heard> heard = broken.heard(i + 2);
            assertThat(heard).hasSize(i + 2);
            assertThat(heard.get(i + 1)
                            .verified(SCHEME, broken.secret(), team.service().now()))
                    .isTrue();
        }
        team.service().advance(Duration.ofDays(2));
        paid(another);
        assertThat(healthy.heard(2)).hasSize(2);

        List<Heard> heard = broken.heard();
        assertThat(heard).hasSize(8);
        assertThat(heard).extracting(Heard::body).containsOnly(heard.get(0).body());
        assertThat(heard)
                .extracting(one -> one.header("X-Harpoon-Webhook-ID"))
                .containsOnly(heard.get(0).header("X-Harpoon-Webhook-ID"));
        assertThat(heard).extracting(one -> one.header("X-Harpoon-Timestamp")).doesNotHaveDuplicates();
    }

    @Test
    void aWebhookThatIsSwitchedOffHearsNoFurtherTries(Team team) {
        Ear broken = Ear.of(team, "\"transaction.completed\"", "status", "500");
        paid(team);
        assertThat(broken.heard(1)).hasSize(1);
        broken.change("{\"is_active\": false}");
        Ear healthy = Ear.of(team, "\"transaction.completed\"");

        team.service().advance(LONGEST_PAUSES.get(0));
        paid(team);

        assertThat(healthy.heard(1)).hasSize(1);
        assertThat(broken.heard()).hasSize(1);
    }

    @Test
    void aTryGoesToTheAddressThatTheWebhookHasThen(Team team) {
        Ear broken = Ear.of(team, "\"transaction.completed\"", "status", "500");
        Map<String, Object> repaired = team.service().fixture("receiver");
        paid(team);
        assertThat(broken.heard(1)).hasSize(1);
        broken.change("{\"url\": \"" + repaired.get("receiver_url") + "\"}");

        team.service().advance(LONGEST_PAUSES.get(0));

        Ear ear = new Ear(team, "", String.valueOf(repaired.get("receiver_host")), "", broken.secret());
        assertThat(ear.heard(1))
                .extracting(Heard::body)
                .containsExactly(broken.heard().get(0).body());
    }

    @Test
    void aTestSendsASignedSampleAndShowsTheAnswer(Team team) {
        Ear ear = Ear.of(team, "\"transaction.failed\"", "status", "201", "body", "thanks");

        Reply reply = team.post("/v1/webhooks/" + ear.webhook() + "/test", null);

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"success": true, "status_code": 201, "response_body": "thanks",
                 "message": "The test event was delivered."}"""));
        Heard heard = ear.heard(1).get(0);
        assertThat(heard.verified(SCHEME, ear.secret(), team.service().now())).isTrue();
        assertThat(heard.body()).isEqualTo(Json.compact("""
                {"event": "transaction.failed", "test": true, "webhook_id": "%s", "timestamp": "%s",
                 "data": {"reference": "hpn_trx_5f0c2a7e9b1d4c3fa86e0d7b2c914e55", "hpn_code": "K7M3F6",
                          "status": "FAILED", "expected_amount": "150.00", "actual_amount": null, "difference": null,
                          "difference_type": null, "currency": "GHS", "payer_phone": "0241234567",
                          "telco_provider": null, "telco_transaction_id": null, "meta": {"order": "1234"},
                          "client_reference": "order_1234"}}""".formatted(
                        heard.header("X-Harpoon-Webhook-ID"), heard.members().get("timestamp"))));
    }

    @ParameterizedTest
    @CsvSource({
        "completed, SUCCESS, mtn",
        "failed, FAILED, null",
        "expired, EXPIRED, null",
        "refunded, REFUNDED, mtn",
        "cancelled, CANCELLED, null",
        "disputed, MANUAL_REVIEW, mtn"
    })
    void aSampleIsAnEventThatTheWebhookSubscribedTo(String event, String status, String provider, Team team) {
        Ear ear = Ear.of(team, "\"transaction." + event + "\"");

        team.post("/v1/webhooks/" + ear.webhook() + "/test", null);

        Map<String, Object> heard = ear.heard(1).get(0).members();
        Map<String, Object> data = Json.members(heard.get("data"));
        assertThat(heard).containsEntry("event", "transaction." + event).containsEntry("test", true);
        assertThat(data).containsEntry("status", status);
        assertThat(String.valueOf(data.get("telco_provider"))).isEqualTo(provider);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 500})
    void aTestThatIsNotAcceptedSaysWhatWasAnswered(int status, Team team) {
        Ear ear = Ear.of(team, "\"transaction.failed\"", "status", Integer.toString(status), "body", "no \"thanks\"");

        assertThat(team.post("/v1/webhooks/" + ear.webhook() + "/test", null).text())
                .isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "WEBHOOK_DELIVERY_FAILED",
                  "message": "The test event was not accepted by your endpoint: it answered %1$d.",
                  "details": {"reason": "it answered %1$d", "status_code": %1$d,
                              "response_body": "no \\"thanks\\""}}}""".formatted(status)));
    }

    @Test
    void nothingIsCalledThatIsNoReceiverOfATest(Team team) {
        String webhook = team.post("/v1/webhooks", """
                {"url": "https://shop.example.com/hooks", "events": ["transaction.completed"]}""").at("data.id");

        assertThat(team.post("/v1/webhooks/" + webhook + "/test", null).text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "WEBHOOK_DELIVERY_FAILED",
                  "message": "The test event was not accepted by your endpoint: it refused the connection.",
                  "details": {"reason": "it refused the connection"}}}"""));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 70_000})
    void anAddressOfBeforeWithAPortThatNoReceiverHasIsNotCalled(int port, Team team) {
        String webhook = team.post("/v1/webhooks", """
                {"url": "https://shop.example.com/hooks", "events": ["transaction.completed"]}""").at("data.id");
        int changed = team.service()
                .part(Database.class)
                .write(db -> db.sql("update webhooks set url = :url where id = :id")
                        .param("url", "https://shop.example.com:" + port + "/hooks")
                        .param("id", webhook)
                        .update());

        assertThat(changed).isEqualTo(1);
        assertThat(team.post("/v1/webhooks/" + webhook + "/test", null).text()).isEqualTo(Json.compact("""
                {"success": false, "error": {"code": "WEBHOOK_DELIVERY_FAILED",
                  "message": "The test event was not accepted by your endpoint: its port is not 80, 443, 8080 or 8443.",
                  "details": {"reason": "its port is not 80, 443, 8080 or 8443"}}}"""));
    }
}
