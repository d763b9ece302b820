package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
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
        account.delete("/v1/messages/" + first);
        Account other = service.account();
        String foreign = other.message(other.pausedEndpoint(), "{}");

        Reply answer = batch(account, List.of(first, second, foreign));

        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.at("data"))
                .isEqualTo("{deleted=2, failed=1, results=[{message_id=" + first
                        + ", deleted=true, already_deleted=true}, {message_id=" + second
                        + ", deleted=true, already_deleted=false}, {message_id=" + foreign
                        + ", deleted=false, already_deleted=false, error=NOT_FOUND}]}");
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
                .isEqualTo("{deleted=2, deleted_message_ids=[" + messages.get(2) + ", " + messages.get(1)
                        + "], has_more=true}");
        assertThat(rest.at("data"))
                .isEqualTo("{deleted=1, deleted_message_ids=[" + messages.get(0) + "], has_more=false}");
        Reply left = account.get("/v1/logs?limit=1");
        assertThat(left.at("data.0.message_id")).isEqualTo(stays);
        assertThat(left.at("meta.has_more")).isEqualTo("false");
    }

    @Test
    void aSpanThatDoesNotEndAfterItBeginsIsRefused(Account account) {
        Reply answer = account.post(
                "/v1/messages/delete-all?created_after=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z", null);

        assertThat(answer.outcome()).isEqualTo("400 INVALID_REQUEST");
        assertThat(answer.at("error.details.field")).isEqualTo("created_before");
    }

    @Test
    void invoicesAreForTheMonthsThatAreOver(HookBridge service) {
        assertThat(service.account().get("/v1/billing/invoices").at("data")).isEqualTo("[]");
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
