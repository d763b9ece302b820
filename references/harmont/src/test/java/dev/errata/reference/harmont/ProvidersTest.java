package dev.errata.reference.harmont;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs GitHub or Bitbucket is answered without them, and what machines ask. */
@ExtendWith(SharedHarmont.class)
class ProvidersTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /github/installations, , 200",
        "POST, /github/installations, {\"installation_id\":17}, 404 github_installation_not_found",
        "POST, /github/installations, {\"installation_id\":\"x\"}, 400 github_installation_id_invalid",
        "POST, /github/installations, {\"installation_id\":-1}, 400 github_installation_id_invalid",
        "POST, /github/installations, {}, 400 field_required",
        "DELETE, /github/installations/17, , 204",
        "DELETE, /github/installations/x, , 404 github_installation_not_found",
        "GET, /github/installations/17/repos, , 200",
        "GET, /github/installations/0/repos, , 404 github_installation_not_found",
        "POST, /github/installations/17/sync, , 404 github_installation_not_found",
        "GET, /bitbucket/oauth-url, , 503 bitbucket_not_configured",
        "GET, /bitbucket/workspaces, , 200",
        "GET, /bitbucket/workspaces/acme/repos, , 404 bitbucket_workspace_not_found",
        "DELETE, /bitbucket/workspaces/acme, , 404 bitbucket_workspace_not_found",
        "GET, /repos, , 200"
    })
    void nothingIsConnectedAndEveryRouteSaysSo(String verb, String path, String body, String outcome, Member member) {
        Reply own = member.service()
                .send(member.token(), verb, "/api/v0/organizations/" + member.organization() + path, body);
        assertThat(own.outcome()).isEqualTo(outcome);
        if (outcome.equals("200")) {
            assertThat(own.text()).isIn("{\"data\":[]}", "{\"workspaces\":[]}");
        }
        String foreign = member.service().member().organization();
        assertThat(member.service()
                        .send(member.token(), verb, "/api/v0/organizations/" + foreign + path, body)
                        .outcome())
                .isIn("404 organization_not_found", "400 field_required");
        assertThat(member.service()
                        .send(null, verb, "/api/v0/organizations/" + member.organization() + path, body)
                        .outcome())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void machinesAreAnsweredWithoutAToken(Member member) {
        assertThat(member.service().send(null, "GET", "/api/v0/ping", null).text())
                .isEqualTo("{\"status\":\"ok\"}");
        Reply health = member.service().send(null, "GET", "/healthz", null);
        assertThat(health.text()).isEqualTo("ok");
        assertThat(health.header("Content-Type")).startsWith("text/plain");
        assertThat(member.service()
                        .send(
                                null,
                                "GET",
                                "/api/v0/internal/builds/00000000-0000-4000-8000-000000000001/source.tar.gz",
                                null)
                        .outcome())
                .isEqualTo("404 source_not_found");
        assertThat(member.post("/integrations/bitbucket/connect", "{\"code\":\"x\",\"state\":\"x\"}")
                        .outcome())
                .isEqualTo("403 bitbucket_invalid_state");
    }
}
