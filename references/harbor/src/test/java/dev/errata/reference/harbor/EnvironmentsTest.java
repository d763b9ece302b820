package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live keys at the live host, sandbox keys everywhere else, and nothing that both can see. */
@ExtendWith(SharedHarbor.class)
class EnvironmentsTest {
    private static final String LIVE = "api.harbor.dev";

    private static String live(Organization organization, String method, String path, String json) {
        return organization.service().atHost(LIVE, organization.liveKey(), method, path, json);
    }

    private static String liveEvent(Organization organization) {
        return organization.event("{\"amount\":1}").replace(organization.workspace(), organization.liveWorkspace());
    }

    private static void isUnauthenticated(Reply reply) {
        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "authentication_failed", "message": "Invalid API key provided.",
                           "request_id": "%s"}}""".formatted(reply.header("X-Request-Id"))));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer realm=\"Harbor\"");
    }

    @Test
    void aKeyThatIsAbsentOrNobodysOrOfTheOtherEnvironmentAnswersTheSame(Organization organization) {
        Harbor service = organization.service();
        String path = organization.list("events");
        String mistyped = organization.key().substring(0, organization.key().length() - 1) + "!";

        isUnauthenticated(service.send(null, "GET", path, null));
        for (String key : List.of("nope", mistyped, "hb_test_", organization.liveKey())) {
            isUnauthenticated(service.send(key, "GET", path, null));
        }
        isUnauthenticated(service.send(service.request(path).header("Authorization", organization.key())));
        isUnauthenticated(service.send(service.request(path + "&api_key=" + organization.key())));
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, "API.Harbor.dev", "api.harbor.dev:443", "api.harbor.dev:8081"})
    void aSandboxKeyAtTheLiveHostIsNobodys(String host, Organization organization) {
        assertThat(organization.service().atHost(host, organization.key(), "GET", organization.list("events"), ""))
                .startsWith("HTTP/1.1 401 ")
                .contains("\"code\":\"authentication_failed\",\"message\":\"Invalid API key provided.\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox.api.harbor.dev", "localhost", "api.harbor.dev.example.com", "xapi.harbor.dev"})
    void everyOtherHostIsTheSandbox(String host, Organization organization) {
        Harbor service = organization.service();

        assertThat(service.atHost(host, organization.key(), "GET", organization.list("events"), ""))
                .startsWith("HTTP/1.1 200 ");
        assertThat(service.atHost(host, organization.liveKey(), "GET", organization.list("events"), ""))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void aLiveKeyAtTheLiveHostSeesLiveDataOnly(Organization organization) {
        String sandboxEvent = organization.create("{}").at("id");
        String created = live(organization, "POST", "/v1/events", liveEvent(organization));
        String id = created.replaceFirst("(?s).*\"id\":\"(evt_[0-9a-f]+)\".*", "$1");

        assertThat(created)
                .startsWith("HTTP/1.1 201 ")
                .contains("Harbor-RateLimit-Limit: 600\r\n", "Harbor-RateLimit-Remaining: 59\r\n");
        assertThat(live(organization, "GET", "/v1/events/" + id, "")).startsWith("HTTP/1.1 200 ");
        assertThat(live(organization, "GET", "/v1/events?workspace_id=" + organization.liveWorkspace(), ""))
                .startsWith("HTTP/1.1 200 ")
                .contains(id);
        for (String hidden : List.of(
                "/v1/events/" + sandboxEvent,
                organization.list("events"),
                "/v1/workspaces/" + organization.workspace())) {
            assertThat(live(organization, "GET", hidden, "")).as(hidden).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void aSandboxKeySeesNothingThatIsLive(Organization organization) {
        String id = live(organization, "POST", "/v1/events", liveEvent(organization))
                .replaceFirst("(?s).*\"id\":\"(evt_[0-9a-f]+)\".*", "$1");

        for (String hidden : List.of(
                "/v1/events/" + id,
                "/v1/events?workspace_id=" + organization.liveWorkspace(),
                "/v1/workspaces/" + organization.liveWorkspace())) {
            assertThat(organization.get(hidden).outcome()).as(hidden).isEqualTo("404 resource_not_found");
        }
        assertThat(organization.post("/v1/events", liveEvent(organization)).outcome())
                .isEqualTo("404 resource_not_found");
    }

    @Test
    void theSameIdempotencyKeyMeansAnotherRequestInEachEnvironment(Organization organization) {
        organization.create("{}", "Idempotency-Key", "inv_1");

        String reply = organization
                .service()
                .atHost(
                        LIVE,
                        organization.liveKey(),
                        "POST",
                        "/v1/events",
                        liveEvent(organization),
                        "Idempotency-Key: inv_1");

        assertThat(reply).startsWith("HTTP/1.1 201 ").doesNotContain("Idempotent-Replayed");
    }
}
