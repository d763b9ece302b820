package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor goes on with the list that it came from, for a day. */
@ExtendWith(SharedHarbor.class)
class CursorsTest {
    /** Of a list with three events and a page of one. */
    private static String cursor(Organization organization) {
        for (int i = 0; i < 3; i++) {
            organization.create("{\"n\":" + i + "}");
        }
        return organization.get(organization.list("events") + "&limit=1").at("end_cursor");
    }

    private static Reply after(Organization organization, String list, String cursor) {
        return organization.get(list + "&starting_after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
    }

    private static void isNone(Reply reply) {
        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "invalid_request",
                  "message": "Parameter `starting_after` must be a cursor that this list has answered with.",
                  "request_id": "%s", "field": "starting_after", "location": "query",
                  "rule": "must be a cursor that this list has answered with"}}""".formatted(reply.header("X-Request-Id"))));
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void aCursorIsTakenForADayAndThenHasTheContractsSentence(Organization organization) {
        String cursor = cursor(organization);
        organization.service().advance(Duration.ofHours(24).minusSeconds(20));
        assertThat(after(organization, organization.list("events"), cursor).outcome())
                .isEqualTo("200");
        organization.service().advance(Duration.ofHours(1));

        Reply reply = after(organization, organization.list("events"), cursor);

        assertThat(reply.text()).isEqualTo(Json.compact("""
                {"error": {"code": "invalid_request", "message": "Cursor expired. Start a new pagination sequence.",
                  "request_id": "%s", "field": "starting_after", "location": "query",
                  "rule": "must be used within 24 hours; begin again without it"}}""".formatted(reply.header("X-Request-Id"))));
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void aCursorThatWasChangedIsNone(Organization organization) {
        String cursor = cursor(organization);
        for (int at = 0; at < cursor.length(); at += 5) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            isNone(after(
                    organization,
                    organization.list("events"),
                    cursor.substring(0, at) + other + cursor.substring(at + 1)));
        }
        organization.rest();
        isNone(after(organization, organization.list("events"), cursor + "="));
        isNone(after(organization, organization.list("events"), cursor.substring(1)));
    }

    @Test
    void aCursorOfAnotherListIsNone(Harbor service) {
        Organization organization = service.organization();
        Organization stranger = service.organization();
        String cursor = cursor(organization);

        isNone(after(organization, organization.list("webhooks"), cursor));
        isNone(after(stranger, stranger.list("events"), cursor));
        isNone(after(stranger, organization.list("events"), cursor));
        isNone(after(organization, "/v1/webhooks/wh_1/deliveries?limit=1", cursor));
        isNone(after(organization, "/v1/events?workspace_id=" + organization.liveWorkspace(), cursor));
    }

    @Test
    void aCursorOfTheLiveListIsNoneInTheSandbox(Harbor service) {
        Organization organization = service.organization();
        String cursor = cursor(organization);

        assertThat(service.atHost(
                        "api.harbor.dev",
                        organization.liveKey(),
                        "GET",
                        organization.list("events") + "&starting_after=" + cursor,
                        ""))
                .startsWith("HTTP/1.1 400 ")
                .contains("must be a cursor that this list has answered with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "evt_018f3a2e4b9c", "AQ", "%", "ü", "9223372036854775807", "null", "💸"})
    void whatHarborNeverIssuedIsNoCursor(String garbage, Organization organization) {
        isNone(after(organization, organization.list("events"), garbage));
    }

    @Test
    void theSizeOfThePageMayChangeOnTheWay(Organization organization) {
        String cursor = cursor(organization);

        Reply rest = after(organization, organization.list("events") + "&limit=100", cursor);

        assertThat(rest.outcome()).isEqualTo("200");
        assertThat(rest.at("data.0.payload.n")).isEqualTo("1");
        assertThat(rest.at("data.1.payload.n")).isEqualTo("0");
        assertThat(rest.at("has_more")).isEqualTo("false");
    }

    @Test
    void aCursorMayBeUsedTwice(Organization organization) {
        String cursor = cursor(organization);

        assertThat(after(organization, organization.list("events"), cursor).text())
                .isEqualTo(
                        after(organization, organization.list("events"), cursor).text());
    }
}
