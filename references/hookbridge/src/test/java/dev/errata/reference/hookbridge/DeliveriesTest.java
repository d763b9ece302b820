package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Reply;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a message. */
@ExtendWith(SharedHookBridge.class)
class DeliveriesTest {
    private record Receiver(String host, Map<String, Object> endpoint) {
        static Receiver answering(Account account, int status) {
            return of(account, account.service().fixture("receiver", "status", Integer.toString(status)));
        }

        static Receiver silent(Account account) {
            return of(account, account.service().fixture("receiver", "silent", "true"));
        }

        private static Receiver of(Account account, Map<String, Object> made) {
            return new Receiver(
                    String.valueOf(made.get("receiver_host")),
                    account.endpoint(String.valueOf(made.get("receiver_url"))));
        }

        String id() {
            return String.valueOf(endpoint.get("id"));
        }

        String path() {
            return "/v1/endpoints/" + id();
        }
    }

    private static Reply awaitStatus(Account account, String message, String status) {
        String path = "/v1/messages/" + message;
        Reply last = account.service()
                .eventually(
                        () -> account.get(path),
                        reply -> reply.at("data.status").equals(status));
        assertThat(last.at("data.status")).as(last.text()).isEqualTo(status);
        return last;
    }

    @Test
    void aPayloadArrivesAsItIsUnderTheIdOfItsMessageSignedWithBothKeys(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String second = account.post(receiver.path() + "/signing-keys", null).at("data.signing_secret");

        String message = account.message(receiver.id(), "{\"amount\": 12.50, \"name\": \"Ä\"}");
        account.awaitDelivery(message);

        Heard heard = service.received(receiver.host()).get(0);
        assertThat(heard.body()).isEqualTo("{\"amount\":12.50,\"name\":\"Ä\"}");
        assertThat(heard.header("X-Webhook-Id")).isEqualTo(message);
        assertThat(heard.header("X-Webhook-Signature")).matches("sha256=[0-9a-f]{64},sha256=[0-9a-f]{64}");
        Instant now = service.now();
        assertThat(heard.verified(
                        WebhookConfiguration.SCHEME,
                        String.valueOf(receiver.endpoint().get("signing_secret")),
                        now))
                .isTrue();
        assertThat(heard.verified(WebhookConfiguration.SCHEME, second, now)).isTrue();
        assertThat(heard.verified(WebhookConfiguration.SCHEME, "whsec_of_somebody_who_is_not_us", now))
                .isFalse();
        Reply read = account.get("/v1/messages/" + message);
        assertThat(List.of(
                        read.at("data.status"),
                        read.at("data.attempt_count"),
                        read.at("data.response_status"),
                        read.at("data.size_bytes")))
                .containsExactly("succeeded", "1", "204", "28");
    }

    @Test
    void aDeliveryCarriesTheHeadersOfItsEndpointAndItsMessageWhichWin(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        account.patch(receiver.path(), "{\"headers\": {\"X-Team\": \"all\", \"X-Region\": \"west\"}}");

        Reply sent = account.send(receiver.id(), "{}", ", \"headers\": {\"x-team\": \"one\"}");
        account.awaitDelivery(sent.at("data.message_id"));

        Heard heard = service.received(receiver.host()).get(0);
        assertThat(List.of(heard.header("X-Team"), heard.header("X-Region"))).containsExactly("one", "west");
    }

    @Test
    void anEndpointOfBeforeWithAPortThatNoReceiverHasFailsInItsLog(HookBridge service, Account account) {
        String endpoint = String.valueOf(account.endpoint().get("id"));
        int changed = service.part(Database.class)
                .write(db -> db.sql("update endpoints set url = 'https://hooks.example.com:70000/in' where id = :id")
                        .param("id", endpoint)
                        .update());
        String attempts = "/v1/messages/" + account.message(endpoint, "{}") + "/attempts";

        Reply log = service.eventually(
                () -> account.get(attempts), reply -> !reply.at("data").equals("[]"));

        assertThat(changed).isEqualTo(1);
        assertThat(log.at("data.0.error_text"))
                .isEqualTo("The endpoint was not reached: its port is not 80, 443, 8080 or 8443.");
    }

    @Test
    void aDeletedSigningKeySignsNoMore(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String second = account.post(receiver.path() + "/signing-keys", null).at("data.signing_secret");
        String first = String.valueOf(receiver.endpoint().get("signing_key_id"));
        assertThat(account.delete(receiver.path() + "/signing-keys/" + first).status())
                .isEqualTo(200);

        account.awaitDelivery(account.message(receiver.id(), "{}"));

        Heard heard = service.received(receiver.host()).get(0);
        assertThat(heard.header("X-Webhook-Signature")).matches("sha256=[0-9a-f]{64}");
        assertThat(heard.verified(WebhookConfiguration.SCHEME, second, service.now()))
                .isTrue();
        assertThat(account.delete(receiver.path() + "/signing-keys/"
                                + account.get(receiver.path() + "/signing-keys").at("data.0.id"))
                        .outcome())
                .isEqualTo("409 CANNOT_DELETE_LAST_SIGNING_KEY");
    }

    @Test
    void aReceiverThatHangsDoesNotDelayAnotherTenantsMessages(HookBridge service, Account account) {
        Receiver hanging = Receiver.silent(account);
        for (int i = 0; i < 64; i++) {
            account.message(hanging.id(), "{}");
        }
        Account another = service.account();
        Receiver healthy = Receiver.answering(another, 204);

        long begun = System.nanoTime();
        another.awaitDelivery(another.message(healthy.id(), "{}"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("less than a hanging receiver's attempt takes")
                .isLessThan(Duration.ofSeconds(HookBridgeErrors.CATALOG.limit("delivery-timeout-seconds") / 2));
        assertThat(service.received(hanging.host())).hasSizeLessThan(16);
        account.post(hanging.path() + "/pause", null);
    }

    @Test
    void aReceiverThatIsBusyIsAskedAgainSoonAndOneThatFailsLater(Account account) {
        Receiver busy = Receiver.answering(account, 429);
        Receiver broken = Receiver.answering(account, 500);
        String one = account.message(busy.id(), "{}");
        String other = account.message(broken.id(), "{}");

        Reply soon = awaitStatus(account, one, "pending_retry");
        Reply later = awaitStatus(account, other, "pending_retry");

        assertThat(pause(soon)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
        assertThat(pause(later)).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(37));
        assertThat(later.at("data.last_error")).isEqualTo("The endpoint answered 500.");
        assertThat(account.get("/v1/messages/" + one + "/attempts").at("data.0.retry_type"))
                .isEqualTo("fast");
        assertThat(account.get("/v1/messages/" + other + "/attempts").at("data.0.retry_type"))
                .isEqualTo("slow");
    }

    private static Duration pause(Reply message) {
        return Duration.between(
                Instant.parse(message.at("data.created_at")), Instant.parse(message.at("data.next_attempt_at")));
    }

    @Test
    void aMessageThatWaitsIsRetriedNowOrCancelledAndReplayedThen(HookBridge service, Account account) {
        Receiver broken = Receiver.answering(account, 500);
        String message = account.message(broken.id(), "{}");
        awaitStatus(account, message, "pending_retry");

        Reply retried = service.eventually(
                () -> account.post("/v1/messages/" + message + "/retry-now", null), reply -> reply.status() == 200);
        assertThat(retried.at("data.status")).isEqualTo("queued");
        service.eventually(() -> service.received(broken.host()).size(), size -> size == 2);
        assertThat(awaitStatus(account, message, "pending_retry").at("data.attempt_count"))
                .isEqualTo("2");

        Reply cancelled = service.eventually(
                () -> account.post("/v1/messages/" + message + "/cancel", null), reply -> reply.status() == 200);
        assertThat(cancelled.at("data.status")).isEqualTo("failed_permanent");
        assertThat(account.get("/v1/dlq/messages").at("data.messages.0.message_id"))
                .isEqualTo(message);
        assertThat(account.post("/v1/messages/" + message + "/cancel", null).outcome())
                .isEqualTo("409 STATE_CONFLICT");
        Reply replayed = service.eventually(
                () -> account.post("/v1/dlq/replay/" + message, null), reply -> reply.status() == 202);
        assertThat(replayed.at("data.status")).isEqualTo("queued");
        assertThat(service.eventually(() -> service.received(broken.host()).size(), size -> size == 3))
                .isEqualTo(3);
    }

    @Test
    void aPausedEndpointGetsItsMessagesWhenItIsResumed(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        account.post(receiver.path() + "/pause", null);
        String message = account.message(receiver.id(), "{}");
        service.eventually(
                () -> account.get("/v1/messages/" + message).at("data.updated_at"), state -> !state.isEmpty());

        Reply resumed = account.post(receiver.path() + "/resume", null);

        assertThat(resumed.at("data.messages_requeued")).isEqualTo("1");
        // The queue looked at it perhaps in the very moment of resuming, and then looks again within a minute.
        service.advance(Duration.ofMinutes(1));
        account.awaitDelivery(message);
        assertThat(account.get("/v1/messages/" + message).at("data.attempt_count"))
                .isEqualTo("1");
    }

    @Test
    void aDeletedEndpointEndsItsMessages(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        account.post(receiver.path() + "/pause", null);
        String message = account.message(receiver.id(), "{}");
        account.delete(receiver.path());

        service.advance(Duration.ofMinutes(1));
        Reply read = awaitStatus(account, message, "failed_permanent");

        assertThat(read.at("data.last_error")).isEqualTo("The endpoint was deleted.");
        assertThat(service.received(receiver.host())).isEmpty();
    }

    @Test
    void aReplaySendsTheSameOnceMoreAndCounts(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String message = account.message(receiver.id(), "{\"a\": 1}");
        account.awaitDelivery(message);

        Reply replayed = account.post("/v1/messages/" + message + "/replay", null);

        assertThat(replayed.outcome()).isEqualTo("202");
        assertThat(replayed.at("message")).isEqualTo("The message is queued once more.");
        account.awaitDelivery(message);
        List<Heard> heard = service.received(receiver.host());
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1).body()).isEqualTo(heard.get(0).body());
        assertThat(heard.get(1).header("X-Webhook-Id")).isEqualTo(message);
        assertThat(account.get("/v1/messages/" + message).at("data.replay_count"))
                .isEqualTo("1");
    }

    @Test
    void aBatchTellsOfEachMessageWhatBecameOfIt(Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String good = account.message(receiver.id(), "{}");
        String gone =
                account.send(receiver.id(), "{}", ", \"retention_hours\": 0").at("data.message_id");
        account.awaitDelivery(good);
        account.awaitDelivery(gone);

        Reply batch = account.post(
                "/v1/messages/replay-batch", "{\"message_ids\": [\"" + good + "\", \"" + gone + "\", \"nobody\"]}");

        assertThat(batch.status()).isEqualTo(202);
        assertThat(batch.at("message")).isEqualTo("1 message is queued once more.");
        assertThat(batch.at("data"))
                .isEqualTo("{replayed=1, failed=2, stuck=0, results=[{message_id=" + good
                        + ", status=replayed}, {message_id=" + gone
                        + ", status=failed, error=PAYLOAD_UNAVAILABLE}, {message_id=nobody, status=failed,"
                        + " error=NOT_FOUND}]}");
    }

    @Test
    void aPayloadIsRefusedAfterItsRetentionAndGoneAfterTheCleanUp(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String message =
                account.send(receiver.id(), "{}", ", \"retention_hours\": 1").at("data.message_id");
        account.awaitDelivery(message);
        String path = "/v1/messages/" + message + "/replay";

        service.advance(Duration.ofHours(1));
        Reply expired = account.post(path, null);
        service.fixture("purge");
        Reply gone = account.post(path, null);

        assertThat(List.of(expired.outcome(), gone.outcome()))
                .containsExactly("410 RETENTION_EXPIRED", "410 PAYLOAD_UNAVAILABLE");
        assertThat(account.get("/v1/messages/" + message).at("data.status")).isEqualTo("succeeded");
    }

    @Test
    void aPayloadIsKeptForTheTimeOfThePlanFromItsDeliveryOnAndAReplayDoesNotProlongIt(
            HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        String message = account.message(receiver.id(), "{}");
        account.awaitDelivery(message);
        String path = "/v1/messages/" + message + "/replay";

        service.advance(Plan.PRO.retention().minusMinutes(1));
        service.fixture("purge");
        Reply inTime = account.post(path, null);
        awaitStatus(account, message, "succeeded");
        service.advance(Duration.ofMinutes(1));
        Reply late = account.post(path, null);
        service.fixture("purge");
        Reply gone = account.post(path, null);

        assertThat(List.of(inTime.outcome(), late.outcome(), gone.outcome()))
                .containsExactly("202", "410 RETENTION_EXPIRED", "410 PAYLOAD_UNAVAILABLE");
    }

    @Test
    void anEndpointWithARateHearsNoMoreThanItsRateAndLosesNothing(Account account) {
        Receiver receiver = Receiver.answering(account, 204);
        account.patch(receiver.path(), "{\"rate_limit_rps\": 2, \"burst\": 1}");

        List<String> messages = IntStream.range(0, 5)
                .mapToObj(number -> account.message(receiver.id(), "{\"number\": " + number + "}"))
                .toList();
        messages.forEach(account::awaitDelivery);

        List<Instant> times = messages.stream()
                .map(message -> Instant.parse(
                        account.get("/v1/messages/" + message + "/attempts").at("data.0.created_at")))
                .sorted()
                .toList();
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i))).isGreaterThan(Duration.ofMillis(450));
        }
    }
}
