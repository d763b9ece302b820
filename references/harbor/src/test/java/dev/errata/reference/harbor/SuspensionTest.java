package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A suspended workspace takes no writes; what was in it can be read when it is about money only. */
@ExtendWith(SharedHarbor.class)
class SuspensionTest {
    private static final String HOOK = "https://shop.example.com/";

    private record Stage(Organization organization, String event, String webhook, String delivery) {
        static Stage of(Organization organization) {
            String webhook = organization
                    .post("/v1/webhooks", organization.webhook(HOOK))
                    .at("id");
            String event = organization.create("{}").at("id");
            String delivery =
                    organization.get("/v1/webhooks/" + webhook + "/deliveries").at("data.0.id");
            return new Stage(organization, event, webhook, delivery);
        }

        List<Reply> reads() {
            return Stream.of(
                            organization.list("events"),
                            organization.list("webhooks"),
                            "/v1/events/" + event,
                            "/v1/workspaces/" + organization.workspace(),
                            "/v1/webhooks/" + webhook,
                            "/v1/webhooks/" + webhook + "/deliveries")
                    .map(organization::get)
                    .toList();
        }

        List<Reply> writes() {
            return List.of(
                    organization.create("{}"),
                    organization.post("/v1/webhooks", organization.webhook(HOOK)),
                    organization.post("/v1/webhooks/" + webhook + "/deliveries/" + delivery + "/replay", null));
        }
    }

    private static void isSuspended(Organization organization, Reply reply) {
        assertThat(reply.text())
                .isEqualTo(Json.compact("""
                {"error": {"code": "workspace_suspended", "message": "Workspace %1$s is suspended.",
                           "request_id": "%2$s", "workspace_id": "%1$s"}}""".formatted(organization.workspace(), reply.header("X-Request-Id"))));
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void aSuspensionForBillingRefusesWritesOnly(Organization organization) {
        Stage stage = Stage.of(organization);
        organization.suspend("billing");

        assertThat(stage.writes()).hasSize(3).allSatisfy(reply -> isSuspended(organization, reply));
        assertThat(stage.reads()).hasSize(6).allMatch(reply -> reply.status() == 200);
        assertThat(organization
                        .get("/v1/workspaces/" + organization.workspace())
                        .at("status"))
                .isEqualTo("suspended");
        assertThat(Json.objects(
                        organization.get(organization.list("events")).members().get("data")))
                .hasSize(1);
    }

    @Test
    void aSuspensionForPolicyRefusesReadsAsWell(Organization organization) {
        Stage stage = Stage.of(organization);
        organization.suspend("policy");

        assertThat(stage.writes()).hasSize(3).allSatisfy(reply -> isSuspended(organization, reply));
        assertThat(stage.reads()).hasSize(6).allSatisfy(reply -> isSuspended(organization, reply));
    }

    @Test
    void aWorkspaceThatIsActiveAgainIsAsItWas(Organization organization) {
        Stage stage = Stage.of(organization);
        organization.suspend("policy");
        organization.resume();

        assertThat(stage.reads()).allMatch(reply -> reply.status() == 200);
        assertThat(organization.create("{}").outcome()).isEqualTo("201");
        assertThat(organization
                        .get("/v1/workspaces/" + organization.workspace())
                        .at("status"))
                .isEqualTo("active");
    }
}
