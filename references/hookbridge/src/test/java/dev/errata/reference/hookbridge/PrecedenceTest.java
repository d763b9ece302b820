package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two faults in one request: which of them is answered. */
@ExtendWith(SharedHookBridge.class)
class PrecedenceTest {
    private static final String ENDPOINTS = "/v1/endpoints";

    private static String url(String url) {
        return "{\"url\": \"" + url + "\"}";
    }

    @Test
    void aLockedNetworkIsToldNothingOfItsKeys(HookBridge service) {
        Account account = service.account();
        List<String> outcomes = Stream.generate(() ->
                        service.send("hb_live_wrong", "GET", ENDPOINTS, null).outcome())
                .limit(11)
                .toList();

        assertThat(outcomes.subList(0, 10)).containsOnly("401 UNAUTHORIZED");
        assertThat(outcomes.get(10)).isEqualTo("429 RATE_LIMITED");
        assertThat(account.get(ENDPOINTS).outcome()).isEqualTo("429 RATE_LIMITED");
        assertThat(Long.parseLong(account.get(ENDPOINTS).header("Retry-After"))).isBetween(55L, 60L);

        service.advance(java.time.Duration.ofSeconds(60));
        assertThat(account.get(ENDPOINTS).outcome()).isEqualTo("200");
    }

    @Test
    void aKeyIsAskedForBeforeAnythingIsRead(HookBridge service) {
        assertThat(List.of(
                        service.send(null, "POST", ENDPOINTS, "{").outcome(),
                        service.send(null, "GET", "/v1/nothing", null).outcome(),
                        service.send("hb_live_wrong", "GET", "/v1/messages/none", null)
                                .outcome()))
                .containsOnly("401 UNAUTHORIZED");
        service.account();
    }

    @Test
    void theProjectsRateComesBeforeTheBody(Account account) {
        account.put("/v1/projects/" + account.project(), "{\"name\": \"Slow\", \"rate_limit_default\": 1}");
        account.get(ENDPOINTS);
        account.get(ENDPOINTS);

        assertThat(account.post(ENDPOINTS, "{").outcome()).isEqualTo("429 BURST_LIMIT_EXCEEDED");
    }

    @Test
    void aBodyThatIsWrongComesBeforeWhatItNames(Account account) {
        account.subscription("past_due");

        assertThat(List.of(
                        account.send("ep_nobody", "[1]", "").outcome(),
                        account.send("ep_nobody", "{}", ", \"retention_hours\": -1")
                                .outcome(),
                        account.post("/v1/webhooks/send", "{}").outcome()))
                .containsOnly("400 INVALID_REQUEST");
    }

    @Test
    void somebodyElsesProjectComesBeforeTheSubscription(HookBridge service, Account account) {
        Account other = service.account();
        account.subscription("unpaid");

        assertThat(account.put("/v1/projects/" + other.project(), "{\"name\": \"Mine\"}")
                        .outcome())
                .isEqualTo("403 FORBIDDEN");
        assertThat(account.post("/v1/api-keys", "{\"project_id\": \"" + other.project() + "\"}")
                        .outcome())
                .isEqualTo("403 FORBIDDEN");
    }

    @Test
    void whatIsNotThereComesBeforeTheSubscriptionAndThatBeforeThePlan(HookBridge service) {
        Account account = service.account(Plan.FREE);
        String endpoint = account.pausedEndpoint();
        account.subscription("past_due");

        assertThat(account.send("ep_nobody", "{}", ", \"retention_hours\": 200").outcome())
                .isEqualTo("404 NOT_FOUND");
        assertThat(account.send(endpoint, "{}", ", \"retention_hours\": 200").outcome())
                .isEqualTo("403 SUBSCRIPTION_INACTIVE");
        account.subscription("active");
        assertThat(account.send(endpoint, "{}", ", \"retention_hours\": 200").at("error.details"))
                .isEqualTo("{feature=retention_hours, required_plan=business, plan=free}");
    }

    @Test
    void theSubscriptionComesBeforeTheAddressAndTheAddressBeforeDuplicatesAndLimits(HookBridge service) {
        Account account = service.account(Plan.FREE);
        for (int i = 0; i < Plan.FREE.endpoints(); i++) {
            account.endpoint("https://hooks.example.com/" + i);
        }
        assertThat(account.post(ENDPOINTS, url("https://10.0.0.1/hooks")).outcome())
                .isEqualTo("400 ENDPOINT_BLOCKED");
        assertThat(account.post(ENDPOINTS, url("https://hooks.example.com/0")).outcome())
                .isEqualTo("409 DUPLICATE_URL");
        assertThat(account.post(ENDPOINTS, url("https://hooks.example.com/new")).outcome())
                .isEqualTo("429 ENDPOINT_LIMIT_REACHED");

        account.subscription("canceled");
        assertThat(account.post(ENDPOINTS, url("http://10.0.0.1/hooks")).outcome())
                .isEqualTo("403 SUBSCRIPTION_INACTIVE");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 25, 6379, 65_536})
    void aPortThatNoReceiverHasIsRefused(int port, Account account) {
        Reply refused = account.post(ENDPOINTS, url("https://hooks.example.com:" + port + "/in"));

        assertThat(refused.outcome()).isEqualTo("400 INVALID_ENDPOINT");
        assertThat(refused.at("error.details"))
                .isEqualTo("{field=url, reason=must have port 80, 443, 8080 or 8443, or none}");
    }

    @Test
    void anAddressIsJudgedAsItIsWrittenFirst(Account account) {
        assertThat(Stream.of(
                                "http://10.0.0.1/hooks",
                                "https://a.b",
                                "https://" + "a".repeat(2048) + ".example.com/",
                                "https://user:secret@10.0.0.1/",
                                "https://hooks.example.com:0/in",
                                "https://hooks.example.com:70000/in",
                                "https://hooks.example.com/in#part",
                                "https://localhost/hooks",
                                "https://printer.local/hooks",
                                "https://hooks example.com/in",
                                "https://0x7f000001/hooks",
                                "ftp://hooks.example.com/in")
                        .map(address -> account.post(ENDPOINTS, url(address)).outcome()))
                .containsOnly("400 INVALID_ENDPOINT");
        assertThat(Stream.of(
                                "https://127.0.0.1/hooks",
                                "https://169.254.169.254/latest",
                                "https://[::1]/hooks",
                                "https://[fd00::1]/hooks",
                                "https://192.168.1.1:8443/hooks")
                        .map(address -> account.post(ENDPOINTS, url(address)).outcome()))
                .containsOnly("400 ENDPOINT_BLOCKED");
        assertThat(account.post(ENDPOINTS, url("https://hooks.invalid/in")).at("error.details"))
                .isEqualTo("{host=hooks.invalid}");
    }

    @Test
    void anInactiveSubscriptionStillReadsDeletesAndPays(Account account) {
        String endpoint = account.pausedEndpoint();
        account.subscription("canceled");

        assertThat(Stream.of(
                        account.get(ENDPOINTS + "/" + endpoint),
                        account.get("/v1/logs"),
                        account.get("/v1/billing/subscription"),
                        account.delete(ENDPOINTS + "/" + endpoint)))
                .allMatch(reply -> reply.status() == 200);
        assertThat(account.post("/v1/billing/checkout", "{\"plan\": \"pro\", \"interval\": \"annual\"}")
                        .status())
                .isEqualTo(201);
        assertThat(account.post(
                                "/v1/exports",
                                "{\"start_time\": \"2026-01-01T00:00:00Z\","
                                        + " \"end_time\": \"2026-02-01T00:00:00Z\"}")
                        .outcome())
                .isEqualTo("403 SUBSCRIPTION_INACTIVE");
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedBeforeItsMessagesAreLookedAt(Account account) {
        String ids = "\"nobody\",".repeat(100) + "\"nobody\"";

        assertThat(account.post("/v1/messages/replay-batch", "{\"message_ids\": [" + ids + "]}")
                        .outcome())
                .isEqualTo("429 REPLAY_LIMIT_EXCEEDED");
    }
}
