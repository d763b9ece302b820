package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One message for each key of an endpoint, as long as the message exists. */
@ExtendWith(SharedHookBridge.class)
class IdempotencyTest {
    private static final String KEY = ", \"idempotency_key\": \"invoice-17\"";

    @Test
    void theSameRequestAgainFindsTheFirstMessage(Account account) {
        String endpoint = account.pausedEndpoint();

        String first = account.send(endpoint, "{\"a\": 1, \"b\": 2}", KEY).at("data.message_id");
        Reply again = account.send(endpoint, "{\"b\": 2, \"a\": 1}", KEY);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.at("data.message_id")).isEqualTo(first);
        assertThat(account.get("/v1/billing/subscription").at("data.usage.messages_used"))
                .isEqualTo("1");
    }

    @Test
    void anotherPayloadIsAMismatchThatNamesTheFirstMessage(Account account) {
        String endpoint = account.pausedEndpoint();
        String first = account.send(endpoint, "{\"a\": 1}", KEY).at("data.message_id");

        Reply reply = account.send(endpoint, "{\"a\": 2}", KEY);

        assertThat(reply.outcome()).isEqualTo("409 IDEMPOTENCY_MISMATCH");
        assertThat(reply.at("error.message"))
                .isEqualTo("The key invoice-17 was used for a message with another payload.");
        assertThat(reply.at("error.details")).isEqualTo("{idempotency_key=invoice-17, message_id=" + first + "}");
    }

    @Test
    void otherHeadersOrAnotherRetentionAreAConflict(Account account) {
        String endpoint = account.pausedEndpoint();
        account.send(endpoint, "{\"a\": 1}", KEY);

        Reply headers = account.send(endpoint, "{\"a\": 1}", KEY + ", \"headers\": {\"X-Team\": \"one\"}");
        Reply retention = account.send(endpoint, "{\"a\": 1}", KEY + ", \"retention_hours\": 1");
        Reply both = account.send(endpoint, "{\"a\": 2}", KEY + ", \"retention_hours\": 1");

        assertThat(List.of(headers.outcome(), retention.outcome(), both.outcome()))
                .containsExactly("409 IDEMPOTENCY_CONFLICT", "409 IDEMPOTENCY_CONFLICT", "409 IDEMPOTENCY_MISMATCH");
    }

    @Test
    void aKeyBelongsToItsEndpoint(Account account) {
        String one =
                String.valueOf(account.endpoint("https://hooks.example.com/one").get("id"));
        String other = String.valueOf(
                account.endpoint("https://hooks.example.com/other").get("id"));

        String first = account.send(one, "{\"a\": 1}", KEY).at("data.message_id");
        Reply second = account.send(other, "{\"a\": 2}", KEY);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.at("data.message_id")).isNotEqualTo(first);
    }

    @Test
    void aDeletedMessageSetsItsKeyFree(Account account) {
        String endpoint = account.pausedEndpoint();
        String first = account.send(endpoint, "{\"a\": 1}", KEY).at("data.message_id");

        assertThat(account.delete("/v1/messages/" + first).at("data.already_deleted"))
                .isEqualTo("false");
        assertThat(account.delete("/v1/messages/" + first).at("data.already_deleted"))
                .isEqualTo("true");

        assertThat(account.send(endpoint, "{\"a\": 2}", KEY).status()).isEqualTo(202);
    }

    @Test
    void requestsAtOnceMakeOneMessage(Account account) {
        String endpoint = account.pausedEndpoint();

        List<String> ids = IntStream.range(0, 16)
                .parallel()
                .mapToObj(index -> account.send(endpoint, "{\"a\": 1}", KEY).at("data.message_id"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(account.get("/v1/metrics").at("data.total_messages")).isEqualTo("1");
    }
}
