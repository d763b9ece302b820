package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no requests of this API, and what they are told. */
@ExtendWith(SharedHarbor.class)
class BadRequestTest {
    private static void isInvalid(Reply reply, String field, String location, String rule) {
        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "invalid_request",
                  "message": "%s `%s` %s.",
                  "request_id": "%s", "field": "%s", "location": "%s", "rule": "%s"}}""".formatted(
                        location.equals("body") ? "Field" : "Parameter",
                        field,
                        rule,
                        reply.header("X-Request-Id"),
                        field,
                        location,
                        rule)));
        assertThat(reply.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0                 | limit        | must be at least 1
            limit=-1                | limit        | must be at least 1
            limit=101               | limit        | must be at most 100
            limit=99999999999       | limit        | must be an integer
            limit=1.5               | limit        | must be an integer
            limit=many              | limit        | must be an integer
            """)
    void aLimitIs1To100(String query, String field, String rule, Organization organization) {
        isInvalid(organization.get(organization.list("events") + "&" + query), field, "query", rule);
        isInvalid(organization.get(organization.list("webhooks") + "&" + query), field, "query", rule);
        isInvalid(organization.get("/v1/webhooks/wh_1/deliveries?" + query), field, "query", rule);
    }

    @Test
    void aListIsTheListOfAWorkspace(Organization organization) {
        isInvalid(organization.get("/v1/events"), "workspace_id", "query", "must be present");
        isInvalid(organization.get("/v1/webhooks?limit=1"), "workspace_id", "query", "must be present");
    }

    @ParameterizedTest
    @CsvSource({
        "workspace_id, must be present",
        "type, must be present",
        "payload, must be present",
    })
    void aMemberThatIsMissingIsNamed(String name, String rule, Organization organization) {
        String body = organization
                .event("{}")
                .replaceFirst("\"" + name + "\":(\\{}|\"[^\"]*\"),?", "")
                .replace(",}", "}");

        isInvalid(organization.post("/v1/events", body), name, "body", rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a*", "é", "a/b"})
    void aTypeIsWordsWithDotsBetweenThem(String type, Organization organization) {
        isInvalid(
                organization.post("/v1/events", organization.event("{}").replace("invoice.paid", type)),
                "type",
                "body",
                "must be words with dots between them");
    }

    @Test
    void aTypeHas128CharactersAtMost(Organization organization) {
        assertThat(organization
                        .post("/v1/events", organization.event("{}").replace("invoice.paid", "a".repeat(128)))
                        .outcome())
                .isEqualTo("201");
        isInvalid(
                organization.post("/v1/events", organization.event("{}").replace("invoice.paid", "a".repeat(129))),
                "type",
                "body",
                "must have at most 128 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "1",
                "\"\"",
                "{} {}",
                "{\"payload\":{\"a\":1,\"a\":2}}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "\uFEFF{}"
            })
    void aBodyIsOneJsonObject(String body, Organization organization) {
        Reply reply = organization.post("/v1/events", body);

        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
        assertThat(reply.foreign()).isNull();
        assertThat(reply.text()).doesNotContain("tools.jackson", "Exception", "line:");
    }

    @Test
    void aPayloadThatIsTooDeepIsRefused(Organization organization) {
        String deep = "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";

        assertThat(organization.create(deep).outcome()).isEqualTo("400 invalid_request");
        assertThat(organization
                        .create("{\"a\":" + "[".repeat(50) + "]".repeat(50) + "}")
                        .outcome())
                .isEqualTo("201");
    }

    @Test
    void aMemberThatHarborDoesNotKnowIsNamed(Organization organization) {
        Reply reply = organization.post(
                "/v1/events", organization.event("{}").replaceFirst("\\{", "{\"workspaceId\":\"ws_1\","));

        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
        assertThat(reply.at("error.field")).isEqualTo("workspaceId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/events/%00              | 400 invalid_request
            /v1/events/%20              | 404 resource_not_found
            /v1/events/%F0%9F%92%B8     | 404 resource_not_found
            /v1/events/..%2Fwebhooks    | 400 invalid_request
            /v1/events/a;b=c            | 404 resource_not_found
            /v1/events/%C3%28           | 400 invalid_request
            /v1/events/%7Bfield%7D      | 404 resource_not_found
            /v1/events/                 | 404 route_not_found
            /v1//events                 | 404 route_not_found
            /v1/workspaces              | 404 route_not_found
            /v1/workspaces/%3Cscript%3E | 404 resource_not_found
            /v1/webhooks/%0A            | 404 resource_not_found
            /v1/webhooks/a/deliveries/b | 404 route_not_found
            /v2/events                  | 404 route_not_found
            """)
    void aPathThatNamesNothingIsRefusedInTheCatalogsWords(String path, String outcome, Organization organization) {
        Reply reply = organization.get(path);

        // The path itself looks like a placeholder, and the message shows the path.
        assertThat(reply.foreign()).isEqualTo(path.contains("%7B") ? "has an unfilled message" : null);
        assertThat(reply.outcome()).isEqualTo(outcome);
    }
}
