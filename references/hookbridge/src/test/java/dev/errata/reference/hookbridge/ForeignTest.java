package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What belongs to others is not there. */
@ExtendWith(SharedHookBridge.class)
class ForeignTest {
    @Test
    void everythingOfAnotherTenantIsNotFound(HookBridge service, Account account) {
        Account other = service.account();
        String endpoint = other.pausedEndpoint();
        String message = other.message(endpoint, "{}");
        String key = other.get("/v1/api-keys").at("data.0.key_id");
        String signing =
                other.get("/v1/endpoints/" + endpoint + "/signing-keys").at("data.0.id");
        service.fixture("stall_exports", "project_id", other.project());
        String span = "\"start_time\": \"2026-01-01T00:00:00Z\", \"end_time\": \"2026-02-01T00:00:00Z\"";
        String export = other.post("/v1/exports", "{" + span + "}").at("data.id");
        String aimed = "/v1/endpoints/" + endpoint;
        String sent = "/v1/messages/" + message;
        String file = "/v1/exports/" + export;

        List<Reply> replies = List.of(
                account.get(aimed),
                account.patch(aimed, "{\"description\": \"mine\"}"),
                account.delete(aimed),
                account.post(aimed + "/pause", null),
                account.post(aimed + "/resume", null),
                account.get(aimed + "/signing-keys"),
                account.post(aimed + "/signing-keys", null),
                account.delete(aimed + "/signing-keys/" + signing),
                account.send(endpoint, "{}", ""),
                account.get(sent),
                account.get(sent + "/attempts"),
                account.post(sent + "/replay", null),
                account.post("/v1/dlq/replay/" + message, null),
                account.post(sent + "/retry-now", null),
                account.post(sent + "/cancel", null),
                account.delete(sent),
                account.delete("/v1/api-keys/" + key),
                account.get(file),
                account.get(file + "/download"),
                account.delete(file),
                account.get("/v1/logs?endpoint_id=" + endpoint),
                account.get("/v1/metrics?endpoint_id=" + endpoint),
                account.get("/v1/metrics/timeseries?endpoint_id=" + endpoint),
                account.post("/v1/messages/delete-all?endpoint_id=" + endpoint, null),
                account.post("/v1/exports", "{" + span + ", \"endpoint_id\": \"" + endpoint + "\"}"));

        assertThat(replies).extracting(Reply::outcome).containsOnly("404 NOT_FOUND");
        assertThat(other.get(aimed).status()).isEqualTo(200);
        assertThat(other.get("/v1/api-keys").status()).isEqualTo(200);
    }

    @Test
    void listsAndNumbersShowWhatIsOwn(HookBridge service, Account account) {
        Account other = service.account();
        other.message(other.pausedEndpoint(), "{}");

        assertThat(Stream.of("/v1/endpoints", "/v1/logs", "/v1/exports")
                        .map(path -> account.get(path).at("data")))
                .containsOnly("[]");
        assertThat(account.get("/v1/metrics").at("data.total_messages")).isEqualTo("0");
        assertThat(account.get("/v1/dlq/messages").at("data")).isEqualTo("{messages=[], has_more=false}");
        String key = other.get("/v1/api-keys").at("data.0.key_id");
        assertThat(account.get("/v1/actors/lookup?api_key_id=" + key).at("data"))
                .isEqualTo("{users={}, api_keys={}}");
        assertThat(account.get("/v1/projects").at("data.0.id")).isEqualTo(account.project());
    }

    @Test
    void aCursorOfAnotherProjectOrListIsRefused(HookBridge service, Account account) {
        Account other = service.account();
        String endpoint = other.pausedEndpoint();
        other.message(endpoint, "{}");
        other.message(endpoint, "{}");
        String cursor = other.get("/v1/logs?limit=1").at("meta.next_cursor");

        assertThat(other.get("/v1/logs?limit=1&cursor=" + cursor).at("meta.has_more"))
                .isEqualTo("false");
        assertThat(Stream.of(
                        account.get("/v1/logs?limit=1&cursor=" + cursor),
                        other.get("/v1/dlq/messages?cursor=" + cursor),
                        other.get("/v1/logs?status=queued&cursor=" + cursor)))
                .extracting(Reply::outcome)
                .containsOnly("400 INVALID_REQUEST");
    }

    @Test
    void aSecondProjectOfTheTenantHasKeysAndEndpointsOfItsOwn(Account account) {
        String project = account.post("/v1/projects", "{\"name\": \"Second\"}").at("data.id");
        Reply made = account.post("/v1/api-keys", "{\"project_id\": \"" + project + "\", \"mode\": \"test\"}");
        Account second = new Account(account.service(), account.tenant(), project, made.at("data.key"));
        account.endpoint();

        assertThat(made.at("data.key")).startsWith("hb_test_");
        assertThat(second.get("/v1/endpoints").at("data")).isEqualTo("[]");
        second.endpoint();
        assertThat(account.delete("/v1/projects/" + project).at("data"))
                .isEqualTo("{id=" + project + ", deleted=true}");
        assertThat(second.get("/v1/endpoints").outcome()).isEqualTo("401 UNAUTHORIZED");
    }
}
