package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent in comes out again as it was, newest first. */
@ExtendWith(SharedHarbor.class)
class EventsTest {
    private static String payload(Reply reply) {
        return reply.text().replaceFirst("(?s)^.*\"payload\":(.*),\"created_at\":\"[^\"]*\"}$", "$1");
    }

    @Test
    void aWorkspaceShowsItsNameAndStateAndNothingOfItsOwner(Organization organization) {
        Reply reply = organization.get("/v1/workspaces/" + organization.workspace());

        assertThat(reply.outcome()).isEqualTo("200");
        assertThat(reply.text())
                .isEqualTo(Json.compact("""
                {"id": "%s", "name": "Example", "status": "active", "created_at": "%s"}""".formatted(organization.workspace(), reply.at("created_at"))));
        assertThat(Instant.parse(reply.at("created_at")))
                .isBeforeOrEqualTo(organization.service().now());
    }

    @Test
    void anEventIsAnsweredWithWhatWasSentAndAnId(Organization organization) {
        Reply created = organization.create("{\"amount\": 1200}");
        Reply read = organization.get("/v1/events/" + created.at("id"));

        assertThat(created.outcome()).isEqualTo("201");
        assertThat(created.text()).isEqualTo(Json.compact("""
                {"id": "%s", "type": "invoice.paid", "workspace_id": "%s", "payload": {"amount": 1200},
                 "created_at": "%s"}""".formatted(
                        created.at("id"), organization.workspace(), created.at("created_at"))));
        assertThat(created.at("id")).matches("evt_[0-9a-f]{24}");
        assertThat(created.header("Content-Type")).isEqualTo("application/json");
        assertThat(read.outcome()).isEqualTo("200");
        assertThat(read.text()).isEqualTo(created.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"fooBar\":1,\"foo_bar\":2,\"FooBar\":3,\"foo-bar\":4,\"\":5}",
                "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2}}",
                "{\"price\":1.10,\"deep\":[{\"price\":0.100}]}",
                "{\"many\":12345678901234567890123,\"fine\":0.1000000000000000055511151231257827}",
                "{\"a\":null,\"b\":{\"c\":null,\"d\":[null,[],{}]}}",
                "{\"Zürich\":\"日本語 💸 \\\"quoted\\\" \\\\ / \\n\"}",
                "{\"type\":\"x\",\"id\":\"evt_mine\",\"number\":1,\"workspace_id\":2,\"created_at\":\"z\"}"
            })
    void aPayloadIsKeptAsItCame(String payload, Organization organization) {
        Reply created = organization.create(payload);
        Reply read = organization.get("/v1/events/" + created.at("id"));
        Reply listed = organization.get(organization.list("events"));

        assertThat(payload(created)).isEqualTo(payload);
        assertThat(payload(read)).isEqualTo(payload);
        assertThat(listed.text())
                .isEqualTo("{\"data\":[" + created.text() + "],\"has_more\":false,\"end_cursor\":null}");
    }

    @ParameterizedTest
    @CsvSource({"1e2, 1E+2", "1E400, 1E+400", "1.0e-7, 1.0E-7", "-2.50e1, -25.0"})
    void aNumberWithAnExponentKeepsItsValueAndItsDigits(String sent, String kept, Organization organization) {
        assertThat(payload(organization.create("{\"n\":" + sent + "}"))).isEqualTo("{\"n\":" + kept + "}");
    }

    @Test
    void aPayloadHas256KilobytesAtMost(Organization organization) {
        String most = "{\"a\":\"" + "x".repeat(262_144 - 8) + "\"}";

        assertThat(organization.create(most).outcome()).isEqualTo("201");
        Reply refused = organization.create(most.replace("\"a\"", "\"aa\""));
        assertThat(refused.outcome()).isEqualTo("400 invalid_request");
        assertThat(List.of(refused.at("error.field"), refused.at("error.rule")))
                .containsExactly("payload", "must have at most 262144 bytes as JSON");
        assertThat(organization
                        .create("{\"a\":\"" + "é".repeat(131_073) + "\"}")
                        .outcome())
                .as("bytes, not characters")
                .isEqualTo("400 invalid_request");
    }

    @Test
    void aListOf45IsWalkedBy20NewestFirst(Organization organization) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 45; i++) {
            if (i % 20 == 0) {
                organization.rest();
            }
            created.add(0, organization.create("{\"n\":" + i + "}").text());
        }
        organization.rest();

        List<Reply> pages = new ArrayList<>(List.of(organization.get(organization.list("events"))));
        organization.create("{\"n\":\"arrived during the walk\"}");
        while (!pages.get(pages.size() - 1).at("end_cursor").equals("null")) {
            String cursor = pages.get(pages.size() - 1).at("end_cursor");
            pages.add(organization.get(organization.list("events") + "&limit=20&starting_after=" + cursor));
        }

        assertThat(pages).extracting(page -> page.at("has_more")).containsExactly("true", "true", "false");
        assertThat(pages)
                .extracting(page -> Json.objects(page.members().get("data")).size())
                .containsExactly(20, 20, 5);
        List<String> walked = new ArrayList<>();
        pages.forEach(page -> Json.objects(page.members().get("data")).forEach(event -> walked.add(Json.write(event))));
        assertThat(walked).isEqualTo(created);
    }

    @Test
    void aListWithNothingInItHasNoCursor(Organization organization) {
        assertThat(organization.get(organization.list("events")).text())
                .isEqualTo("{\"data\":[],\"has_more\":false,\"end_cursor\":null}");
    }

    @Test
    void aFullPageThatIsTheLastHasNoCursor(Organization organization) {
        organization.create("{}");
        organization.create("{}");

        Reply page = organization.get(organization.list("events") + "&limit=2");

        assertThat(Map.of("more", page.at("has_more"), "cursor", page.at("end_cursor")))
                .isEqualTo(Map.of("more", "false", "cursor", "null"));
    }

    @Test
    void everyAnswerHasARequestIdAndAnErrorRepeatsIt(Organization organization) {
        Reply success = organization.get(organization.list("events"));
        Reply error = organization.get("/v1/events/evt_none");

        assertThat(success.header("X-Request-Id")).matches("req_[0-9a-f]{32}");
        assertThat(error.text()).isEqualTo(Json.compact("""
                {"error": {"code": "resource_not_found", "message": "No event found with id evt_none.",
                           "request_id": "%s", "resource": "event", "resource_id": "evt_none"}}""".formatted(error.header("X-Request-Id"))));
        assertThat(error.header("X-Request-Id"))
                .matches("req_[0-9a-f]{32}")
                .isNotEqualTo(success.header("X-Request-Id"));
    }

    @Test
    void aKeyMayDoWhatItsScopesSayAndIsToldWhichOneIsMissing(Organization organization) {
        String reader = organization.restricted("events:read");
        Harbor service = organization.service();

        assertThat(service.send(reader, "GET", organization.list("events"), null)
                        .outcome())
                .isEqualTo("200");
        Reply refused = service.send(reader, "POST", "/v1/events", organization.event("{}"));
        assertThat(refused.text()).isEqualTo(Json.compact("""
                {"error": {"code": "permission_denied",
                  "message": "API key missing required scope: events:write.",
                  "request_id": "%s", "required_scope": "events:write"}}""".formatted(refused.header("X-Request-Id"))));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(service.send(reader, "GET", organization.list("webhooks"), null)
                        .at("error.required_scope"))
                .isEqualTo("webhooks:manage");
        assertThat(service.send(reader, "GET", "/v1/workspaces/" + organization.workspace(), null)
                        .at("error.required_scope"))
                .isEqualTo("workspaces:read");
        assertThat(service.send(organization.restricted("webhooks:manage"), "GET", "/v1/events/evt_1", null)
                        .at("error.required_scope"))
                .isEqualTo("events:read");
    }
}
