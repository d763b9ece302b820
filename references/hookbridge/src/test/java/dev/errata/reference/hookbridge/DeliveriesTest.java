package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Heard;
import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.store.jdbc.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 422})
    void aReceiverThatRefusesEndsTheDeliveryAtOnce(int status, Account account) {
        String message = account.message(Receiver.answering(account, status).id(), "{}");

        Reply read = awaitStatus(account, message, "failed_permanent");

        assertThat(read.at("data.attempt_count")).isEqualTo("1");
        assertThat(read.text()).doesNotContain("next_attempt_at");
        assertThat(account.get("/v1/messages/" + message + "/attempts").text()).doesNotContain("retry_");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 408, 503})
    void aReceiverThatCannotNowIsTriedAgain(int status, Account account) {
        String message = account.message(Receiver.answering(account, status).id(), "{}");

        assertThat(awaitStatus(account, message, "pending_retry").text()).contains("next_attempt_at");
    }

    @Test
    void anAttemptTellsWhatWasSeenOfItAndNothingElse(HookBridge service, Account account) {
        Receiver receiver = Receiver.answering(account, 500);
        account.patch(receiver.path(), "{\"headers\": {\"X-Team\": \"all\"}}");
        String message = account.message(receiver.id(), "{}");
        awaitStatus(account, message, "pending_retry");
        String nowhere = account.message(String.valueOf(account.endpoint().get("id")), "{}");
        awaitStatus(account, nowhere, "pending_retry");

        Map<String, Object> answered = attempt(account, message);
        Map<String, Object> unreached = attempt(account, nowhere);

        assertThat(answered)
                .containsOnlyKeys(
                        "id",
                        "attempt_no",
                        "created_at",
                        "response_status",
                        "response_latency_ms",
                        "error_text",
                        "retry_type",
                        "retry_after_seconds",
                        "request_headers",
                        "response_headers",
                        "resolved_ip",
                        "ttfb_ms")
                .containsEntry("resolved_ip", "127.0.0.1");
        assertThat((int) answered.get("retry_after_seconds")).isBetween(1_799, 2_161);
        assertThat(Json.members(answered.get("request_headers")))
                .containsEntry("X-Team", "all")
                .containsEntry("X-Webhook-Id", message)
                .containsEntry("Content-Type", "application/json");
        assertThat(Json.members(answered.get("response_headers"))).containsKey("Date");
        assertThat(unreached).doesNotContainKeys("response_status", "response_headers", "resolved_ip", "ttfb_ms");
        String kept = service.part(Database.class)
                .read(db -> db.sql("select headers from attempts where message_id = :id")
                        .param("id", message)
                        .query(String.class)
                        .single());
        assertThat(kept).doesNotContain("X-Team");
    }

    private static Map<String, Object> attempt(Account account, String message) {
        return Json.objects(account.get("/v1/messages/" + message + "/attempts")
                        .members()
                        .get("data"))
                .get(0);
    }

    @Test
    void theLastTwoHundredAttemptsAreShown(HookBridge service, Account account) {
        String message = account.message(account.pausedEndpoint(), "{}");
        service.part(Database.class).write(db -> {
            for (int number = 1; number <= 201; number++) {
                db.sql("insert into attempts (id, message_id, attempt_no, created_at, took_ms)"
                                + " values (:id, :message, :number, 0, 1)")
                        .param("id", message + number)
                        .param("message", message)
                        .param("number", number)
                        .update();
            }
            return message;
        });

        Reply attempts = account.get("/v1/messages/" + message + "/attempts");

        assertThat(List.of(
                        attempts.at("data.0.attempt_no"),
                        attempts.at("data.199.attempt_no"),
                        attempts.at("meta.has_more")))
                .containsExactly("2", "201", "true");
    }

    @Test
    void aReplayFromTheDeadLetterQueueIsNotCounted(HookBridge service, Account account) {
        String message = account.message(Receiver.answering(account, 404).id(), "{}");
        account.awaitDelivery(message);
        service.fixture("replayed", "message_id", message, "times", "10");

        Reply counted = account.post("/v1/messages/" + message + "/replay", null);
        Reply queued = account.post("/v1/dlq/replay/" + message, null);
        account.awaitDelivery(message);

        assertThat(List.of(counted.outcome(), queued.outcome())).containsExactly("429 REPLAY_LIMIT_EXCEEDED", "202");
        assertThat(counted.text()).doesNotContain("retry_after_ms");
        assertThat(counted.header("Retry-After")).isEmpty();
        Reply read = account.get("/v1/messages/" + message);
        assertThat(List.of(read.at("data.replay_count"), read.at("data.attempt_count")))
                .containsExactly("10", "2");
    }

    @Test
    void aMessageThatIsNotInTheDeadLetterQueueIsCountedThereAsAnywhere(HookBridge service, Account account) {
        String message = account.message(Receiver.answering(account, 204).id(), "{}");
        account.awaitDelivery(message);
        service.fixture("replayed", "message_id", message, "times", "10");

        assertThat(account.post("/v1/dlq/replay/" + message, null).outcome()).isEqualTo("429 REPLAY_LIMIT_EXCEEDED");
    }

    @Test
    void replaysThatComeTooFastSayWhenTheNextIsTaken(HookBridge service, Account account) {
        Reply refused = service.eventually(
                () -> account.post("/v1/messages/replay-batch", "{\"message_ids\": [\"nobody\"]}"),
                reply -> reply.status() == 429);

        assertThat(refused.outcome()).isEqualTo("429 REPLAY_LIMIT_EXCEEDED");
        assertThat(refused.at("error.message")).isEqualTo("A project asks for 60 replays in a minute at most.");
        long wait = Long.parseLong(refused.at("error.details.retry_after_ms"));
        assertThat(wait).isBetween(1L, 60_000L);
        assertThat(refused.header("Retry-After")).isEqualTo(Long.toString((wait + 999) / 1_000));
        service.advance(Duration.ofMillis(wait));
        assertThat(account.post("/v1/messages/replay-batch", "{\"message_ids\": [\"nobody\"]}")
                        .status())
                .isEqualTo(202);
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
        // From first to last, because each may begin a moment after its turn has come.
        assertThat(Duration.between(times.get(0), times.get(4))).isGreaterThan(Duration.ofMillis(1_500));
    }
}
