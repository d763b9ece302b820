package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.webhooks.WebhookQueue;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that callers want to be gone. */
@ExtendWith(SharedHookBridge.class)
class DeletionTest {
    private static Reply batch(Account account, List<String> ids) {
        return account.post("/v1/messages/delete-batch", Json.write(Map.of("message_ids", ids)));
    }

    @Test
    void aBatchSaysOfEachMessageWhatBecameOfIt(HookBridge service, Account account) {
        String endpoint = account.pausedEndpoint();
        String first = account.message(endpoint, "{}");
        String second = account.message(endpoint, "{}");
        Reply firstAnswer = account.delete("/v1/messages/" + first);
        Account other = service.account();
        String foreign = other.message(other.pausedEndpoint(), "{}");

        Reply answer = batch(account, List.of(first, second, foreign));

        assertThat(answer.outcome()).isEqualTo("200");
        List<Map<String, Object>> results =
                Json.objects(Json.members(answer.members().get("data")).get("results"));
        assertThat(results).extracting(result -> result.get("message_id")).containsExactly(first, second, foreign);
        assertThat(results)
                .extracting(result -> result.get("outcome"))
                .containsExactly("already_deleted", "deleted", "not_found");
        assertThat(results.get(0)).containsEntry("deleted_at", firstAnswer.at("data.deleted_at"));
        assertThat(results.get(2)).doesNotContainKey("deleted_at");
        assertThat(List.of(
                        answer.at("data.deleted_count"),
                        answer.at("data.already_deleted_count"),
                        answer.at("data.not_found_count")))
                .containsOnly("1");
        assertThat(other.get("/v1/messages/" + foreign).at("data.status")).isEqualTo("queued");
    }

    @Test
    void aBatchHasAHundredMessagesAtMost(Account account) {
        assertThat(batch(account, Collections.nCopies(101, "x")).at("error.details.field"))
                .isEqualTo("message_ids");
        assertThat(batch(account, List.of()).outcome()).isEqualTo("400 INVALID_REQUEST");
    }

    @Test
    void allOfAKindAreDeletedAndTheOthersStay(Account account) {
        String one = account.pausedEndpoint();
        String other = String.valueOf(
                account.endpoint("https://hooks.example.com/other").get("id"));
        account.post("/v1/endpoints/" + other + "/pause", null);
        List<String> messages = IntStream.range(0, 3)
                .mapToObj(number -> account.message(one, "{}"))
                .toList();
        String stays = account.message(other, "{}");

        Reply part = account.post("/v1/messages/delete-all?limit=2&endpoint_id=" + one, null);
        Reply rest = account.post("/v1/messages/delete-all?status=queued&endpoint_id=" + one, null);

        assertThat(part.at("data"))
                .isEqualTo("{deleted=2, deleted_message_ids=[" + messages.get(2) + ", " + messages.get(1) + "]}");
        assertThat(rest.at("data")).isEqualTo("{deleted=1, deleted_message_ids=[" + messages.get(0) + "]}");
        assertThat(account.post("/v1/messages/delete-all", null).at("data.deleted_message_ids"))
                .isEqualTo("[" + stays + "]");
    }

    @Test
    void deletingAgainTellsTheSameTime(Account account) {
        String message = account.message(account.pausedEndpoint(), "{}");

        Reply first = account.delete("/v1/messages/" + message);
        account.service().advance(Duration.ofSeconds(5));
        Reply again = account.delete("/v1/messages/" + message);

        String at = first.at("data.deleted_at");
        assertThat(first.at("data"))
                .isEqualTo("{message_id=" + message + ", deleted_at=" + at + ", already_deleted=false}");
        assertThat(again.at("data"))
                .isEqualTo("{message_id=" + message + ", deleted_at=" + at + ", already_deleted=true}");
        assertThat(account.delete("/v1/messages/nobody").outcome()).isEqualTo("404 NOT_FOUND");
    }

    @Test
    void aMessageThatWasDeletedKeepsItsStatusItsAttemptsAndItsRowAndIsNotTriedAgain(
            HookBridge service, Account account) {
        Map<String, Object> receiver = service.fixture("receiver", "status", "500");
        String endpoint = String.valueOf(
                account.endpoint(String.valueOf(receiver.get("receiver_url"))).get("id"));
        String message = account.message(endpoint, "{}");
        String path = "/v1/messages/" + message;
        service.eventually(() -> account.get(path).at("data.status"), status -> status.equals("pending_retry"));
        service.eventually(
                () -> service.part(WebhookQueue.class)
                        .find(message)
                        .orElseThrow()
                        .next(),
                next -> next != null);

        account.delete(path);

        assertThat(account.get(path).at("data.status")).isEqualTo("pending_retry");
        assertThat(account.get(path).text()).doesNotContain("next_attempt_at");
        assertThat(account.get(path + "/attempts").at("data.0.response_status")).isEqualTo("500");
        assertThat(account.get("/v1/logs").at("data.0.message_id")).isEqualTo(message);
        assertThat(service.part(WebhookQueue.class).find(message)).isEmpty();
        assertThat(List.of(
                        account.post(path + "/retry-now", null).outcome(),
                        account.post(path + "/cancel", null).outcome(),
                        account.post(path + "/replay", null).outcome()))
                .containsOnly("410 PAYLOAD_UNAVAILABLE");
        assertThat(account.get("/v1/dlq/messages").at("data.messages")).isEqualTo("[]");
    }

    @Test
    void severalStatusesAreNamedWithCommas(Account account) {
        String message = account.message(account.pausedEndpoint(), "{}");

        Reply none = account.post("/v1/messages/delete-all?status=succeeded,failed_permanent", null);
        Reply one = account.post("/v1/messages/delete-all?status=succeeded,queued", null);
        Reply wrong = account.post("/v1/messages/delete-all?status=queued,gone", null);

        assertThat(none.at("data")).isEqualTo("{deleted=0, deleted_message_ids=[]}");
        assertThat(one.at("data")).isEqualTo("{deleted=1, deleted_message_ids=[" + message + "]}");
        assertThat(wrong.at("error.details"))
                .isEqualTo("{field=status, location=query, reason=must be one of queued, delivering, pending_retry,"
                        + " succeeded and failed_permanent, or several of them with commas between}");
    }

    @Test
    void aSpanThatDoesNotEndAfterItBeginsIsRefused(Account account) {
        Reply answer = account.post(
                "/v1/messages/delete-all?created_after=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z", null);

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.at("error.details.field")).isEqualTo("created_before");
    }

    @Test
    void theOlderRouteForANewSecretMakesASigningKey(Account account) {
        String endpoint = account.pausedEndpoint();

        Reply made = account.post("/v1/endpoints/" + endpoint + "/rotate-secret", null);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("data.signing_secret")).startsWith("whsec_");
        assertThat(account.post("/v1/endpoints/" + endpoint + "/rotate-secret", null)
                        .outcome())
                .isEqualTo("409 MAX_SIGNING_KEYS_REACHED");
    }
}
