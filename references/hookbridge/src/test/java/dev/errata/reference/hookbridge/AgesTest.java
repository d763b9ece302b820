package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Ages;
import dev.errata.reference.control.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes when, and that nothing is forgotten. */
@ExtendWith(SharedHookBridge.class)
class AgesTest {
    @Test
    void everyTableHasAnAgeOrAReasonToHaveNone(@TempDir Path folder) {
        assertThat(Ages.forgotten(folder, new HookBridgeConfiguration().schema(), StoredRetention.PLAN))
                .isEmpty();
    }

    @Test
    void theLogOfAMessageOutlivesItsPayloadByNinetyDaysAndWhatWaitsStays(HookBridge service, Account account) {
        Map<String, Object> receiver = service.fixture("receiver");
        String endpoint = String.valueOf(
                account.endpoint(String.valueOf(receiver.get("receiver_url"))).get("id"));
        String message = account.message(endpoint, "{}");
        account.awaitDelivery(message);
        String waiting = account.message(account.pausedEndpoint(), "{}");
        service.advance(Duration.ofDays(90));
        service.fixture("purge");
        service.fixture("sweep");
        assertThat(account.get("/v1/messages/" + message).at("data.status")).isEqualTo("succeeded");

        service.advance(Duration.ofDays(8));
        service.fixture("sweep");
        assertThat(account.get("/v1/messages/" + message).outcome()).isEqualTo("404 NOT_FOUND");
        assertThat(account.get("/v1/messages/" + waiting).at("data.status")).isEqualTo("queued");
    }

    @Test
    void whatWasTakenInGoesNinetyDaysAfterItsBodyAndARefusalAfterThirty(HookBridge service, Account account) {
        Reply made = account.post("/v1/inbound-endpoints", "{\"mode\": \"cli\"}");
        String path = "/v1/webhooks/receive/" + made.at("data.id") + "/";
        String message = service.send(null, "POST", path + made.at("data.secret_token"), "{}")
                .at("data.message_id");
        service.send(null, "POST", path + "another", "{}");
        service.advance(Duration.ofDays(29));
        service.fixture("sweep");
        assertThat(account.get("/v1/inbound-rejections").at("data.0.reason_code"))
                .isEqualTo("invalid_secret");

        service.advance(Duration.ofDays(61));
        service.fixture("purge");
        service.fixture("sweep");
        assertThat(account.get("/v1/inbound-rejections").at("data")).isEqualTo("[]");
        assertThat(account.get("/v1/inbound-messages/" + message).at("data.status"))
                .isEqualTo("queued");

        service.advance(Duration.ofDays(8));
        service.fixture("sweep");
        assertThat(account.get("/v1/inbound-messages/" + message).outcome()).isEqualTo("404 NOT_FOUND");
    }
}
