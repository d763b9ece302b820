package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.spring.StreamClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as they happen, and those that were missed. */
@ExtendWith(Runtimes.class)
class StreamTest {
    private static StreamClient stream(HarborRuntime service, String target, String... headers) throws IOException {
        return new StreamClient(service.base().getPort(), target, headers);
    }

    /** An agent's own stream. */
    private static StreamClient stream(Agent agent, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(bearer(agent.token()));
        return stream(agent.service(), "/v1/events", all.toArray(String[]::new));
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static Map<String, Object> event(StreamClient reader) throws IOException {
        return Json.members(Json.read(reader.data().getBytes(StandardCharsets.UTF_8)));
    }

    private static void publish(Agent agent, int count, int size) {
        agent.service()
                .fixture(
                        "publish",
                        "tenant",
                        agent.owner().tenant(),
                        "user",
                        agent.owner().user(),
                        "session",
                        agent.owner().session(),
                        "count",
                        Integer.toString(count),
                        "size",
                        Integer.toString(size));
    }

    @Test
    void aStreamTellsTheLifeOfATaskFromItsBeginning(Agent agent) throws Exception {
        String id = agent.control("start", "{\"query\":\"Count the boats\"}").at("task_id");
        agent.awaits(id, "complete");
        try (StreamClient reader = stream(agent, "Last-Event-ID: 0")) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200");
            assertThat(reader.header("content-type")).startsWith("text/event-stream");
            assertThat(reader.header("x-request-id")).startsWith("req_");
            assertThat(reader.next()).isEqualTo("retry: 3000");

            Map<String, Object> opened = event(reader);
            Map<String, Object> spawned = event(reader);

            assertThat(opened.get("type")).isEqualTo("session.opened");
            assertThat(opened).doesNotContainKey("run");
            assertThat(spawned)
                    .containsEntry("type", "task.spawned")
                    .containsEntry("tenant", agent.owner().tenant())
                    .containsEntry("user", agent.owner().user())
                    .containsEntry("session", agent.owner().session())
                    .containsEntry("run", id)
                    .containsEntry(
                            "payload",
                            Map.of(
                                    "TaskID", id,
                                    "Kind", "foreground",
                                    "ParentTaskID", "",
                                    "Priority", 0,
                                    "IdempotencyKey", ""));
            assertThat(List.of(event(reader).get("type"), event(reader).get("type")))
                    .containsExactly("task.started", "task.completed");
        }
    }

    @Test
    void aStreamThatBrokeOffGoesOnBehindTheLastEventThatWasSeen(Agent agent) throws Exception {
        publish(agent, 3, 1);
        Object second;
        try (StreamClient reader = stream(agent, "Last-Event-ID: 0")) {
            var unused = event(reader);
            second = event(reader).get("sequence");
        }
        publish(agent, 1, 1);
        try (StreamClient reader = stream(agent, "Last-Event-ID: " + second)) {
            assertThat(event(reader)).containsEntry("payload", Map.of("Number", 2, "Text", "x"));
            assertThat(event(reader)).containsEntry("payload", Map.of("Number", 0, "Text", "x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin=2", "admin=", "admin=true", "type=note.published"})
    void aStreamIsOfTheCallersOwnEventsUnlessAllAreAskedFor(String query, HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        Agent other = service.agent();
        try (StreamClient reader = stream(service, "/v1/events?" + query, bearer(agent.adminToken()))) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200");
            publish(other, 1, 1);
            publish(agent, 1, 1);

            assertThat(event(reader)).containsEntry("session", agent.owner().session());
        }
    }

    @Test
    void aStreamIsOfTheKindsThatHeaderOrParameterName(Agent agent) throws Exception {
        agent.awaits(agent.control("start", "{}").at("task_id"), "complete");
        try (StreamClient reader = stream(
                agent.service(),
                "/v1/events?type=task.completed&type=session.opened",
                bearer(agent.token()),
                "Last-Event-ID: 0")) {
            Map<String, Object> opened = event(reader);
            assertThat(List.of(opened.get("type"), event(reader).get("type")))
                    .containsExactly("session.opened", "task.completed");
            assertThat(String.valueOf(opened.get("occurred_at")))
                    .matches("\\d{4}(-\\d\\d){2}T(\\d\\d:){2}\\d\\d\\.\\d{9}Z");
        }
    }

    @Test
    void whoAsksForAllTenantsIsToldOf(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        try (StreamClient reader = stream(service, "/v1/events?admin=1", bearer(agent.consoleToken()))) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200");
        }
        try (StreamClient reader = stream(agent, "Last-Event-ID: 0", "X-Harbor-Event-Type: audit.admin_scope_used")) {
            assertThat(Json.members(event(reader).get("payload")))
                    .containsEntry("Tenant", agent.owner().tenant())
                    .containsKeys("User", "Session", "SubscriberID");
        }
    }

    @Test
    void aStreamWithoutALastEventBeginsNow(Agent agent) throws Exception {
        publish(agent, 3, 1);
        try (StreamClient reader = stream(agent)) {
            agent.control("start", "{}");

            assertThat(event(reader)).containsEntry("type", "session.opened");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "x", "99999999999999999999999"})
    void aLastEventThatIsNoNumberIsIgnored(String last, Agent agent) throws Exception {
        publish(agent, 1, 1);
        try (StreamClient reader = stream(agent, "Last-Event-ID: " + last)) {
            assertThat(reader.next()).isEqualTo("retry: 3000");
            agent.control("start", "{}");

            assertThat(event(reader)).containsEntry("type", "session.opened");
        }
    }

    @Test
    void whatCannotBeReplayedIsSaid(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        service.fixture("close_bus");
        agent = service.agent();
        publish(agent, 1, 1);
        int first;
        try (StreamClient reader = stream(agent, "Last-Event-ID: 0")) {
            first = (Integer) event(reader).get("sequence");
        }
        publish(agent, 10_004, 1);
        try (StreamClient reader = stream(agent, "Last-Event-ID: " + (first + 2))) {
            assertThat(reader.next()).isEqualTo("retry: 3000");
            assertThat(reader.next()).isEqualTo(": stream.replay_unavailable no_longer_retained");
            assertThat(event(reader)).containsEntry("sequence", first + 5);
        }
        try (StreamClient reader = stream(agent, "Last-Event-ID: " + (first + 10_005))) {
            assertThat(reader.next()).isEqualTo("retry: 3000");
            publish(agent, 1, 7);
            assertThat(event(reader)).containsEntry("payload", Map.of("Number", 0, "Text", "xxxxxxx"));
        }
        try (StreamClient reader = stream(agent, "Last-Event-ID: 0")) {
            assertThat(reader.next()).isEqualTo("retry: 3000");
            assertThat(event(reader)).containsEntry("sequence", first + 6);
        }
    }

    @Test
    void aStreamThatIsSilentHasAComment(Agent agent) throws Exception {
        try (StreamClient reader = stream(agent)) {
            assertThat(reader.next()).isEqualTo("retry: 3000");
            agent.service().advance(Duration.ofSeconds(15));

            assertThat(reader.next()).isEqualTo(": keepalive");
        }
    }

    @Test
    void aSessionHas16StreamsAndAnotherIsNotAffected(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        service.fixture("readers", "token", agent.token(), "count", "16");

        Reply refused = service.send(agent.token(), "GET", "/v1/events", null);

        assertThat(refused.outcome()).isEqualTo("429 runtime_error");
        assertThat(refused.at("message"))
                .isEqualTo("The session has as many event streams open as it may; close one, or come back later.");
        assertThat(refused.header("Retry-After")).isEqualTo("15");
        Owner other = new Owner(agent.owner().tenant(), agent.owner().user(), "another");
        String token = String.valueOf(
                service.fixture("token", "tenant", other.tenant(), "user", other.user(), "session", other.session())
                        .get("made_token"));
        try (StreamClient reader = stream(service, "/v1/events", bearer(token))) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void aReaderThatLeavesMakesRoom(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        service.fixture("readers", "token", agent.token(), "count", "15");
        stream(agent).close();

        String seen = service.eventually(
                () -> {
                    // The server learns by writing that a reader has gone.
                    publish(agent, 1, 1);
                    try (StreamClient reader = stream(agent)) {
                        return reader.status();
                    } catch (IOException e) {
                        return e.toString();
                    }
                },
                "HTTP/1.1 200"::equals);
        assertThat(seen).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void aSlowReaderIsCutAndNobodyWaitsForIt(Agent agent) throws Exception {
        try (StreamClient slow =
                new StreamClient(agent.service().base().getPort(), 1024, "/v1/events", bearer(agent.token()))) {
            publish(agent, 12_000, 2_000);

            assertThat(slow.endsComplete()).isFalse();
        }
        assertThat(agent.control("start", "{}").outcome()).isEqualTo("200");
    }

    @Test
    void aStreamShowsNobodyElsesEvents(HarborRuntime service) throws Exception {
        Agent other = service.agent();
        Agent agent = service.agent();
        try (StreamClient reader = stream(agent)) {
            publish(other, 5, 1);
            publish(agent, 1, 1);

            assertThat(event(reader)).containsEntry("tenant", agent.owner().tenant());
        }
    }

    @Test
    void whoMayLookAcrossTenantsSeesAll(HarborRuntime service) throws Exception {
        Agent other = service.agent();
        Agent agent = service.agent();
        for (String token : List.of(agent.adminToken(), agent.consoleToken())) {
            try (StreamClient reader = stream(service, "/v1/events?admin=1", bearer(token))) {
                publish(other, 1, 1);

                assertThat(event(reader)).containsEntry("tenant", other.owner().tenant());
            }
        }
        try (StreamClient reader = stream(service, "/v1/events", bearer(agent.adminToken()))) {
            publish(other, 1, 1);
            publish(agent, 1, 1);

            assertThat(event(reader)).containsEntry("tenant", agent.owner().tenant());
        }
    }

    @Test
    void aStreamCanBeNarrowedToARunAndToTypes(Agent agent) throws Exception {
        String first = agent.waiting();
        String second = agent.waiting();
        agent.steer("cancel", first, "{}");
        agent.steer("cancel", second, "{}");
        agent.awaits(second, "cancelled");
        try (StreamClient reader = stream(
                agent,
                "Last-Event-ID: 0",
                "X-Harbor-Run: " + second,
                "X-Harbor-Event-Type: task.started, task.cancelled",
                "X-Harbor-Event-Type: control.received")) {
            List<Map<String, Object>> events = List.of(event(reader), event(reader), event(reader));

            assertThat(events).extracting(event -> event.get("run")).containsOnly(second);
            assertThat(events)
                    .extracting(event -> event.get("type"))
                    .containsExactly("task.started", "control.received", "task.cancelled");
        }
    }

    @Test
    void aBrowserMaySendItsTokenInTheAddressOfTheStreamOnly(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        String query = "?access_token=" + agent.minted("without", "session");
        try (StreamClient reader = stream(service, "/v1/events" + query + "&session=mine")) {
            assertThat(reader.status()).isEqualTo("HTTP/1.1 200");
        }
        assertThat(service.send(null, "GET", "/v1/events" + query, null).outcome())
                .isEqualTo("401 identity_required");
        assertThat(service.send(null, "GET", "/v1/events?access_token=x", null).outcome())
                .isEqualTo("401 auth_rejected");
        assertThat(service.send(null, "POST", "/v1/tasks/list" + query + "&session=mine", "{}")
                        .outcome())
                .isEqualTo("401 identity_required");
    }

    @Test
    void aBusThatClosesEndsStreamsWholeAndTakesNothing(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        try (StreamClient reader = stream(agent)) {
            publish(agent, 1, 1);
            service.fixture("close_bus");

            assertThat(event(reader)).containsEntry("type", "note.published");
            assertThat(reader.endsComplete()).isTrue();
        }
        Reply refused = agent.control("start", "{}");
        assertThat(refused.outcome()).isEqualTo("503 runtime_error");
        assertThat(refused.header("Retry-After")).isEqualTo("3");
        assertThat(service.send(null, "GET", "/readyz", null).outcome()).isEqualTo("503 runtime_error");
        assertThat(service.send(null, "GET", "/healthz", null).outcome()).isEqualTo("200");
        assertThat(agent.post("/v1/tasks/list", "{}").at("rows")).isEqualTo("[]");
        Agent unused = service.agent();
    }
}
