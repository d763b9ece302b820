package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.webhooks.SignatureScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who hears of an event, how often, by what it can tell that we said it, and what the log says of it. */
@ExtendWith(SharedHarbor.class)
class DeliveriesTest {
    /** As the documentation describes it, not as the service has it. */
    private static final SignatureScheme SCHEME = new SignatureScheme(
            "Harbor-Delivery-Id", "Harbor-Timestamp", "Harbor-Signature", "", ",", SignatureScheme.Encoding.HEX, false);

    /** The pauses of the schedule, each with the fifth that chance may add. */
    private static final List<Duration> LONGEST_PAUSES = List.of(
            Duration.ofMinutes(6),
            Duration.ofMinutes(36),
            Duration.ofHours(6),
            Duration.ofMinutes(864),
            Duration.ofMinutes(1296),
            Duration.ofHours(24));

    /** A receiver with the webhook that leads to it. */
    private record Ear(Organization organization, String host, String webhook, String secret) {
        static Ear of(Organization organization, String... receiver) {
            return hearing(organization, "invoice.paid", receiver);
        }

        static Ear hearing(Organization organization, String event, String... receiver) {
            Map<String, Object> made = organization.service().fixture("receiver", receiver);
            Reply webhook = organization.post(
                    "/v1/webhooks",
                    organization
                            .webhook(String.valueOf(made.get("receiver_url")))
                            .replace("invoice.paid", event));
            return new Ear(
                    organization, String.valueOf(made.get("receiver_host")), webhook.at("id"), webhook.at("secret"));
        }

        List<Heard> heard() {
            return organization.service().received(host);
        }

        /** What it has heard once it has heard so much, or what it has after a while. */
        List<Heard> heard(int count) {
            return organization.service().eventually(this::heard, all -> all.size() >= count);
        }

        Reply log() {
            Reply log = organization.get("/v1/webhooks/" + webhook + "/deliveries");
            if (log.status() == 429) {
                organization.rest();
                return organization.get("/v1/webhooks/" + webhook + "/deliveries");
            }
            return log;
        }

        /** The log once its newest delivery has this state, or what it is after a while. */
        Reply log(String status) {
            return organization
                    .service()
                    .eventually(this::log, log -> log.at("data.0.status").equals(status));
        }

        Reply replay() {
            String delivery = log().at("data.0.id");
            return organization.post("/v1/webhooks/" + webhook + "/deliveries/" + delivery + "/replay", null);
        }

        /** A replay, once the queue has let go of the delivery. */
        Reply replayed() {
            return organization.service().eventually(this::replay, reply -> reply.status() != 409);
        }

        int attempts() {
            return Json.objects(Json.objects(log().members().get("data")).get(0).get("attempts"))
                    .size();
        }
    }

    @Test
    void aDeliveryIsTheEventSignedOverItsRawBytes(Organization organization) {
        Ear ear = Ear.of(organization);
        Reply event = organization.create("{\"price\":1.10,\"fooBar\":null,\"é\":\"💸\"}");
        Heard heard = ear.heard(1).get(0);
        Instant now = organization.service().now();
        String id = String.valueOf(heard.members().get("id"));

        assertThat(heard.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"type\":\"event.created\",\"created_at\":\""
                        + event.at("created_at") + "\",\"data\":" + event.text() + "}");
        assertThat(id).matches("del_[0-9a-f]{24}").isEqualTo(heard.header("Harbor-Delivery-Id"));
        assertThat(List.of(heard.path(), heard.header("User-Agent"), heard.header("Content-Type")))
                .containsExactly("/hooks", "Harbor-Webhooks/2.0", "application/json");
        assertThat(heard.header("Harbor-Signature")).matches("[0-9a-f]{64}");
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

    @Test
    void onlyThoseHearWhoAskedForTheEventInItsWorkspace(Harbor service) {
        Organization organization = service.organization();
        Ear other = Ear.hearing(organization, "invoice.failed");
        Ear stranger = Ear.hearing(service.organization(), "*");
        Ear all = Ear.hearing(organization, "*");
        Ear exact = Ear.of(organization);

        organization.create("{}");

        assertThat(all.heard(1)).hasSize(1);
        assertThat(exact.heard(1)).hasSize(1);
        for (Ear deaf : List.of(other, stranger)) {
            assertThat(deaf.heard()).isEmpty();
            assertThat(deaf.log().at("data")).isEqualTo("[]");
        }
    }

    @Test
    void aReplayedRequestIsNotDeliveredAgain(Organization organization) {
        Ear ear = Ear.of(organization);
        organization.create("{}", "Idempotency-Key", "inv_1");
        organization.create("{}", "Idempotency-Key", "inv_1");
        ear.log("succeeded");

        assertThat(Json.objects(ear.log().members().get("data"))).hasSize(1);
    }

    @Test
    void theLogTellsOfASuccess(Organization organization) {
        Ear ear = Ear.of(organization);
        Reply event = organization.create("{}");
        Reply log = ear.log("succeeded");

        assertThat(log.text()).isEqualTo(Json.compact("""
                {"data": [{"id": "%s", "event_id": "%s", "status": "succeeded", "created_at": "%s", "attempts": [
                  {"number": 1, "at": "%s", "took_ms": %s, "response_status": 204, "error": null,
                   "next_attempt_at": null}]}], "has_more": false, "end_cursor": null}""".formatted(
                        log.at("data.0.id"),
                        event.at("id"),
                        event.at("created_at"),
                        log.at("data.0.attempts.0.at"),
                        log.at("data.0.attempts.0.took_ms"))));
    }

    @Test
    void theLogNamesASignatureThatTheReceiverCouldNotVerify(Organization organization) {
        Ear ear = Ear.of(organization, "verify", "whsec_that_is_not_the_secret");
        organization.create("{}");
        organization.service().fixture("delivered", "webhook_id", ear.webhook());
        Reply log = ear.log();

        assertThat(log.at("data.0.status")).isEqualTo("pending");
        assertThat(log.at("data.0.attempts.0.response_status")).isEqualTo("400");
        assertThat(log.text()).contains(Json.compact("""
                {"code": "webhook_signature_invalid",
                 "message": "The endpoint refused the delivery because it could not verify its signature."}"""));
        assertThat(Instant.parse(log.at("data.0.attempts.0.next_attempt_at")))
                .isBetween(
                        Instant.parse(log.at("data.0.attempts.0.at")).plus(Duration.ofMinutes(5)),
                        Instant.parse(log.at("data.0.attempts.0.at")).plus(Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "401, '{\"error\":{\"code\":\"webhook_signature_invalid\"}}', webhook_signature_invalid",
                "500, '{\"error\":{\"code\":\"webhook_signature_invalid\"}}', null",
                "400, '{\"error\":{\"code\":\"another\"}}', null",
                "400, '{\"error\":\"webhook_signature_invalid\"}', null",
                "400, '[', null",
                "400, '', null",
                "401, 'null', null",
                "302, '', null"
            })
    void aReceiverIsBelievedInOurOwnWordsOnly(int status, String body, String code, Organization organization) {
        Ear ear = Ear.of(organization, "status", Integer.toString(status), "body", body);
        organization.create("{}");
        organization.service().fixture("delivered", "webhook_id", ear.webhook());
        Reply log = ear.log();

        assertThat(log.at("data.0.attempts.0.response_status")).isEqualTo(Integer.toString(status));
        assertThat(log.at("data.0.attempts.0.error.code")).isEqualTo(code);
        if (code.equals("null")) {
            assertThat(log.at("data.0.attempts.0.error.message")).isEqualTo("The endpoint answered " + status + ".");
        }
    }

    @Test
    void theLogSaysWhenNobodyAnswered(Organization organization) {
        String webhook = organization
                .post("/v1/webhooks", organization.webhook("https://shop.example.com/"))
                .at("id");
        organization.create("{}");
        organization.service().fixture("delivered", "webhook_id", webhook);

        Reply log = organization.get("/v1/webhooks/" + webhook + "/deliveries");

        assertThat(log.at("data.0.attempts.0.response_status")).isEqualTo("null");
        assertThat(log.at("data.0.attempts.0.error.message"))
                .isEqualTo("The endpoint was not reached: it refused the connection.");
    }

    @Test
    void theLogHasPages(Organization organization) {
        Ear ear = Ear.of(organization);
        List<String> events = List.of(
                organization.create("{}").at("id"),
                organization.create("{}").at("id"),
                organization.create("{}").at("id"));
        String path = "/v1/webhooks/" + ear.webhook() + "/deliveries?limit=2";
        Reply first = organization.get(path);
        Reply second = organization.get(path + "&starting_after=" + first.at("end_cursor"));

        assertThat(List.of(first.at("data.0.event_id"), first.at("data.1.event_id"), second.at("data.0.event_id")))
                .containsExactly(events.get(2), events.get(1), events.get(0));
        assertThat(List.of(first.at("has_more"), second.at("has_more"))).containsExactly("true", "false");
        assertThat(organization
                        .get("/v1/webhooks/" + Ear.of(organization).webhook() + "/deliveries?starting_after="
                                + first.at("end_cursor"))
                        .outcome())
                .as("the cursor of another webhook")
                .isEqualTo("400 invalid_request");
    }

    @Test
    void aDeliveryIsTriedSevenTimesUnderOneIdAndCanThenBeReplayed(Harbor service) {
        Ear broken = Ear.of(service.organization(), "status", "503");
        broken.organization().create("{}");
        assertThat(broken.heard(1)).hasSize(1);
        service.fixture("delivered", "webhook_id", broken.webhook());

        service.advance(Duration.ofMinutes(4));
        Ear healthy = Ear.of(service.organization());
        healthy.organization().create("{}");
        assertThat(healthy.heard(1)).as("the queue has looked for work again").hasSize(1);
        assertThat(broken.heard()).as("but not before five minutes have passed").hasSize(1);

        for (int i = 0; i < LONGEST_PAUSES.size(); i++) {
            int before = i + 1;
            service.eventually(broken::attempts, attempts -> attempts == before);
            service.advance(LONGEST_PAUSES.get(i));
            List<Heard> heard = broken.heard(i + 2);
            assertThat(heard).hasSize(i + 2);
            assertThat(heard.get(i + 1).verified(SCHEME, broken.secret(), service.now()))
                    .as("with a fresh timestamp")
                    .isTrue();
        }
        Reply log = broken.log("failed");
        service.advance(Duration.ofDays(3));
        healthy.organization().create("{}");
        assertThat(healthy.heard(2)).hasSize(2);
        List<Heard> heard = broken.heard();

        assertThat(heard).hasSize(7);
        assertThat(heard).extracting(Heard::body).containsOnly(heard.get(0).body());
        assertThat(heard).extracting(one -> one.header("Harbor-Delivery-Id")).containsOnly(log.at("data.0.id"));
        assertThat(heard).extracting(one -> one.header("Harbor-Timestamp")).doesNotHaveDuplicates();
        assertThat(log.at("data.0.attempts.6.next_attempt_at")).isEqualTo("null");
        assertThat(Duration.between(
                        Instant.parse(log.at("data.0.created_at")), Instant.parse(log.at("data.0.attempts.6.at"))))
                .as("the last one, with every pause at its longest")
                .isLessThan(Duration.ofHours(72));

        Reply replayed = broken.replayed();
        assertThat(replayed.outcome()).isEqualTo("202");
        assertThat(replayed.text()).isEqualTo("{\"id\":\"" + log.at("data.0.id") + "\",\"status\":\"pending\"}");
        assertThat(broken.heard(8)).hasSize(8);
        assertThat(broken.heard().get(7).body()).isEqualTo(heard.get(0).body());
    }

    @Test
    void aReplayWithAnIdempotencyKeyIsMadeOnce(Organization organization) {
        Ear ear = Ear.of(organization);
        organization.create("{}");
        String path = "/v1/webhooks/" + ear.webhook() + "/deliveries/"
                + ear.log("succeeded").at("data.0.id") + "/replay";
        Supplier<Reply> replay = () -> organization.post(path, null, "Idempotency-Key", "replay-1");

        Reply first = organization.service().eventually(replay, reply -> reply.status() != 409);
        assertThat(ear.heard(2)).hasSize(2);
        ear.log("succeeded");
        Reply again = replay.get();

        assertThat(first.outcome()).isEqualTo("202");
        assertThat(again.outcome()).isEqualTo("202");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(ear.log("succeeded").at("data.0.attempts.1.number")).isEqualTo("2");
        assertThat(ear.attempts()).isEqualTo(2);
    }

    @Test
    void whatWasDeliveredCanBeReplayedUnderItsId(Organization organization) {
        Ear ear = Ear.of(organization);
        organization.create("{}");
        Reply before = ear.log("succeeded");

        assertThat(ear.replayed().outcome()).isEqualTo("202");
        List<Heard> heard = ear.heard(2);
        Reply after = ear.log("succeeded");

        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).body()).isEqualTo(heard.get(0).body());
        assertThat(heard.get(1).header("Harbor-Delivery-Id")).isEqualTo(before.at("data.0.id"));
        assertThat(List.of(after.at("data.0.id"), after.at("data.0.attempts.1.number")))
                .containsExactly(before.at("data.0.id"), "2");
        assertThat(Json.objects(after.members().get("data"))).hasSize(1);
    }

    @Test
    void aDeliveryThatIsStillTriedIsNotReplayed(Organization organization) {
        Ear broken = Ear.of(organization, "status", "500");
        organization.create("{}");
        assertThat(broken.heard(1)).hasSize(1);

        Reply reply = broken.replay();

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "state_conflict",
                  "message": "The delivery is still being tried; its log says when it ended.",
                  "request_id": "%s"}}""".formatted(reply.header("X-Request-Id"))));
        assertThat(reply.status()).isEqualTo(409);
    }

    @Test
    void aReplayNamesADeliveryOfItsOwnWebhook(Organization organization) {
        Ear ear = Ear.of(organization);
        Ear other = Ear.hearing(organization, "invoice.failed");
        organization.create("{}");
        String delivery = ear.log("succeeded").at("data.0.id");

        Reply reply =
                organization.post("/v1/webhooks/" + other.webhook() + "/deliveries/" + delivery + "/replay", null);

        assertThat(reply.outcome()).isEqualTo("404 resource_not_found");
        assertThat(reply.at("error.message")).isEqualTo("No delivery found with id " + delivery + ".");
    }

    @Test
    void deliveriesPauseWithTheWorkspaceAndGoOnWithoutHavingLostAnAttempt(Harbor service) {
        Ear broken = Ear.of(service.organization(), "status", "500");
        broken.organization().create("{}");
        service.fixture("delivered", "webhook_id", broken.webhook());
        broken.organization().suspend("billing");

        service.advance(Duration.ofHours(1));
        Ear healthy = Ear.of(service.organization());
        healthy.organization().create("{}");
        assertThat(healthy.heard(1)).hasSize(1);
        assertThat(broken.attempts()).isEqualTo(1);
        assertThat(broken.heard()).hasSize(1);

        broken.organization().resume();
        service.advance(Duration.ofMinutes(2));
        assertThat(broken.heard(2)).hasSize(2);
        Reply log = service.eventually(
                broken::log, seen -> Json.write(seen.members()).contains("\"number\":2"));
        assertThat(log.at("data.0.attempts.1.number")).isEqualTo("2");
        assertThat(log.at("data.0.status")).isEqualTo("pending");
    }
}
