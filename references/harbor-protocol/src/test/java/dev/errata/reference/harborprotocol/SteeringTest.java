package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.tasks.Control;
import dev.errata.reference.harborprotocol.tasks.Runs;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.spring.StreamClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs are begun, steered and ended. */
@ExtendWith(Runtimes.class)
class SteeringTest {
    @Test
    void aTaskThatAsksNothingIsDoneByItself(Agent agent) {
        Reply started =
                agent.control("start", "{\"query\":\"Count the boats\",\"priority\":7,\"description\":\"now\"}");
        String id = started.at("task_id");
        agent.awaits(id, "complete");

        assertThat(started.text())
                .isEqualTo("{\"task_id\":\"" + id + "\",\"reused\":false,\"protocol_version\":\"0.1.0\"}");
        Map<String, Object> task = Json.members(agent.task(id).members().get("task"));
        assertThat(task)
                .containsEntry("kind", "foreground")
                .containsEntry("priority", 7)
                .containsEntry("query", "Count the boats")
                .containsEntry("description", "now")
                .containsEntry("has_pending_approval", false);
        assertThat(agent.answer(id)).isEqualTo("Done; the query had 3 words.");
        assertThat(agent.task(id).at("parent_session.session_id"))
                .isEqualTo(agent.owner().session());
    }

    @Test
    void aQuestionIsAnsweredByTheUser(Agent agent) {
        String id = agent.waiting();

        Reply accepted = agent.steer("user_message", id, "{\"message\":\"the red one\"}");

        assertThat(accepted.text())
                .isEqualTo("{\"accepted\":true,\"method\":\"user_message\",\"protocol_version\":\"0.1.0\"}");
        agent.awaits(id, "complete");
        assertThat(agent.answer(id)).isEqualTo("Answered: the red one");
    }

    @Test
    void aPauseKeepsWhatComesUntilItIsOver(Agent agent) {
        String id = agent.waiting();
        agent.steer("pause", id, "{}");
        agent.awaits(id, "paused");
        agent.steer("user_message", id, "{\"message\":\"the red one\"}");
        assertThat(agent.status(id)).isEqualTo("paused");

        agent.steer("resume", id, "{}");

        agent.awaits(id, "complete");
        assertThat(agent.answer(id)).isEqualTo("Answered: the red one");
    }

    @ParameterizedTest
    @CsvSource({"resume, running", "approve, running", "reject, failed", "cancel, cancelled"})
    void aPauseEndsInFourWays(String control, String status, Agent agent) {
        String id = agent.waiting();
        agent.steer("pause", id, "{}");
        agent.awaits(id, "paused");

        agent.steer(control, id, "{}");

        agent.awaits(id, status);
    }

    @Test
    void aRunCanBeToldAnotherQueryAndAnotherPriority(Agent agent) {
        String id = agent.waiting();
        agent.steer("inject_context", id, "{\"note\":\"the tide is out\"}");
        assertThat(agent.asAdmin("/v1/control/prioritize", Agent.steering(id, "{\"priority\":9}"))
                        .outcome())
                .isEqualTo("200");
        agent.steer("redirect", id, "{\"goal\":\"Go home\"}");
        agent.awaits(id, "complete");

        assertThat(agent.task(id).at("task.priority")).isEqualTo("9");
        assertThat(agent.task(id).at("task.query")).isEqualTo("Go home");
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatHasEndedTakesNoControl(Control control, Agent agent) {
        String id = agent.waiting();
        agent.steer("cancel", id, "{}");
        agent.awaits(id, "cancelled");
        String body = Agent.steering(id, "{\"message\":\"x\",\"goal\":\"x\",\"priority\":1}");

        Reply refused = agent.asAdmin("/v1/control/" + control.method(), body);

        assertThat(refused.text())
                .isEqualTo(
                        "{\"code\":\"not_found\",\"message\":\"There is no such run with a live inbox for this tenant,"
                                + " user and session: it never was, or it is over.\"}");
        assertThat(refused.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, , 200",
        "cancel, owner_user, 200",
        "cancel, session_user, 403",
        "cancel, admin, 200",
        "cancel, captain, 403",
        "cancel, ADMIN, 403",
        "inject_context, session_user, 200",
        "prioritize, , 403",
        "prioritize, admin, 403"
    })
    void aClaimedScopeLowersWhatTheTokenGivesAndNeverRaisesIt(String control, String claimed, int status, Agent agent) {
        String id = agent.waiting();
        String scope = claimed == null ? "" : ",\"scope\":\"" + claimed + "\"";

        Reply reply = agent.control(
                control, "{\"identity\":{\"run\":\"" + id + "\"" + scope + "},\"payload\":{\"priority\":1}}");

        assertThat(reply.outcome()).isEqualTo(status == 200 ? "200" : "403 scope_mismatch");
    }

    @Test
    void anAdminWhoClaimsLessHasLess(Agent agent) {
        String id = agent.waiting();
        String body = "{\"identity\":{\"run\":\"" + id + "\",\"scope\":\"owner_user\"},\"payload\":{\"priority\":1}}";

        assertThat(agent.asAdmin("/v1/control/prioritize", body).text())
                .isEqualTo(
                        "{\"code\":\"scope_mismatch\",\"message\":\"This control needs the steering scope admin; yours"
                                + " is below.\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "redirect, {}, applied, ''",
        "user_message, {}, failed, payload_invalid",
        "user_message, '{\"message\":\" \"}', failed, payload_invalid",
        "prioritize, {}, failed, payload_invalid",
        "prioritize, '{\"priority\":\"9\"}', failed, payload_invalid",
        "prioritize, '{\"priority\":99999999999}', failed, payload_invalid",
        "prioritize, '{\"priority\":5.0}', applied, ''",
        "resume, {}, failed, no_outstanding_pause",
        "approve, '{\"token\":\"t\"}', failed, no_outstanding_pause",
        "reject, {}, failed, no_outstanding_pause"
    })
    void aControlIsAcceptedAndItsEventSaysWhetherItHadAnEffect(
            String control, String payload, String outcome, String problem, Agent agent) throws Exception {
        String id = agent.waiting();
        assertThat(agent.asAdmin("/v1/control/" + control, Agent.steering(id, payload))
                        .outcome())
                .isEqualTo("200");

        try (StreamClient reader = new StreamClient(
                agent.service().base().getPort(),
                "/v1/events",
                "Authorization: Bearer " + agent.token(),
                "Last-Event-ID: 0",
                "X-Harbor-Event-Type: control.applied")) {
            assertThat(Json.members(Json.read(reader.data().getBytes(StandardCharsets.UTF_8)))
                            .get("payload"))
                    .isEqualTo(Map.of("Type", control.toUpperCase(Locale.ROOT), "Outcome", outcome, "Err", problem));
        }
        assertThat(agent.status(id)).isEqualTo("running");
    }

    @Test
    void aPauseIsListedUntilItIsOverAndAfterwards(Agent agent) {
        String id = agent.waiting();
        agent.steer("pause", id, "{}");
        agent.awaits(id, "paused");
        Reply open = agent.post("/v1/pause/list", "{\"filter\":{\"status\":[\"paused\"]}}");
        agent.steer("approve", id, "{}");
        agent.awaits(id, "running");

        assertThat(open.at("snapshots.0.identity.run")).isEqualTo(id);
        assertThat(open.at("snapshots.0.reason")).isEqualTo("await_input");
        assertThat(open.at("total_rows")).isEqualTo("1");
        assertThat(agent.post("/v1/pause/list", "{\"filter\":{\"status\":[\"paused\"]}}")
                        .at("snapshots"))
                .isEqualTo("[]");
        assertThat(agent.post("/v1/pause/list", "{}").at("snapshots.0.state")).isEqualTo("resumed");
    }

    @Test
    void tasksAreListedInPagesWithWhatTheFilterLeaves(Agent agent) {
        for (String query : List.of("one", "two", "three")) {
            agent.awaits(agent.control("start", "{\"query\":\"" + query + "\"}").at("task_id"), "complete");
            agent.service().advance(Duration.ofSeconds(1));
        }
        String waiting = agent.waiting();
        Reply first = agent.post("/v1/tasks/list", "{\"page_size\":2,\"include_status_counter_strip\":true}");
        Reply second = agent.post(
                "/v1/tasks/list",
                "{\"page_size\":2,\"cursor\":{\"next_page_token\":\"" + first.at("cursor.next_page_token") + "\"}}");

        assertThat(first.at("rows.0.id")).isEqualTo(waiting);
        assertThat(List.of(first.at("rows.1.query"), second.at("rows.0.query"), second.at("rows.1.query")))
                .containsExactly("three", "two", "one");
        assertThat(second.at("cursor")).isEqualTo("{}");
        assertThat(first.at("aggregates"))
                .isEqualTo("{pending=0, running=1, paused=0, complete=3, failed=0, cancelled=0}");
        assertThat(first.at("status_counter_strip"))
                .isEqualTo("{pending=0, running=1, paused=0, completed=3, failed=0}");
        assertThat(agent.post("/v1/tasks/list", "{\"filter\":{\"statuses\":[\"complete\"],\"search\":\"TW\"}}")
                        .at("rows.0.query"))
                .isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"filter\":{\"statuses\":[\"complete\",\"over\"]}} | `filter.statuses[1]` must be one of pending, running,"
                        + " paused, complete, failed, cancelled.",
                "{\"page_size\":201} | `page_size` must be at most 200.",
                "{\"filter\":{\"latency_above_ms\":-1}} | `filter.latency_above_ms` must be at least 0.",
                "{\"filter\":{\"since\":\"yesterday\"}} | `filter.since` must be a time in ISO 8601, such as"
                        + " 2026-01-31T12:00:00Z.",
                "{\"cursor\":{\"next_page_token\":\"x\"}} | `cursor.next_page_token` is not one of ours; begin without one.",
                "{\"filter\":{\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}} | `filter.since` must"
                        + " not be after `filter.until`."
            })
    void aQuestionThatCannotBeAnsweredNamesTheMember(String body, String message, Agent agent) {
        assertThat(agent.post("/v1/tasks/list", body).at("message")).isEqualTo(message);
    }

    @Test
    void ofFiftyCancelsEachIsAcceptedOrTooLate(Agent agent) throws Exception {
        String id = agent.waiting();
        List<Callable<String>> cancels = IntStream.range(0, 50)
                .<Callable<String>>mapToObj(
                        number -> () -> agent.steer("cancel", id, "{}").outcome())
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<String> outcomes = new java.util.ArrayList<>();
            for (Future<String> outcome : threads.invokeAll(cancels)) {
                outcomes.add(outcome.get());
            }

            assertThat(outcomes).contains("200").allMatch(seen -> seen.equals("200") || seen.equals("404 not_found"));
        } finally {
            threads.shutdownNow();
        }
        agent.awaits(id, "cancelled");
    }

    @Test
    void aKeyStartsOnceHoweverOftenItComes(Agent agent) throws Exception {
        String body = "{\"query\":\"Which boat?\",\"idempotency_key\":\"once\"}";
        List<Callable<Reply>> starts = IntStream.range(0, 20)
                .<Callable<Reply>>mapToObj(number -> () -> agent.control("start", body))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Reply> replies = new java.util.ArrayList<>();
            for (Future<Reply> reply : threads.invokeAll(starts)) {
                replies.add(reply.get());
            }

            assertThat(replies).extracting(Reply::outcome).containsOnly("200");
            assertThat(replies.stream().map(reply -> reply.at("task_id")).distinct())
                    .hasSize(1);
            assertThat(replies.stream().filter(reply -> reply.at("reused").equals("false")))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Json.objects(agent.post("/v1/tasks/list", "{}").members().get("rows")))
                .hasSize(1);
        assertThat(agent.control("start", body.replace("boat", "ship")).text())
                .isEqualTo("{\"code\":\"invalid_request\",\"message\":\"The idempotency_key already stands for another"
                        + " start in this session; use a key of its own for each.\"}");
    }

    @Test
    void aSessionClosesAfterADayWithoutAWordAndForGood(HarborRuntime service) {
        Agent agent = service.agent();
        agent.control("start", "{}");
        service.advance(Duration.ofHours(23));
        Agent awake = new Agent(service, agent.owner(), agent.minted(), "", "");
        assertThat(awake.control("start", "{}").outcome()).isEqualTo("200");
        assertThat(awake.post("/v1/sessions/list", "{}").at("rows.0.status")).isEqualTo("running");

        service.advance(Duration.ofHours(24));

        Agent late = new Agent(service, agent.owner(), agent.minted(), "", "");
        assertThat(late.control("start", "{}").text())
                .isEqualTo("{\"code\":\"invalid_request\",\"message\":\"The session is closed and is not opened again;"
                        + " start in another one.\"}");
        assertThat(late.post(
                                "/v1/sessions/inspect",
                                "{\"session_id\":\"" + agent.owner().session() + "\"}")
                        .at("row.status"))
                .isEqualTo("completed");
        assertThat(late.post("/v1/control/start", "{}", "X-Harbor-Session", "new")
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void aSessionThatIsOverIsToldOfOnce(HarborRuntime service) throws Exception {
        Agent agent = service.agent();
        agent.control("start", "{}");
        service.advance(Duration.ofHours(25));
        service.part(Runs.class).sweep(service.part(Sessions.class));
        service.part(Runs.class).sweep(service.part(Sessions.class));
        try (StreamClient reader = new StreamClient(
                service.base().getPort(),
                "/v1/events?type=session.closed,session.gc_reaped,session.opened",
                "Authorization: Bearer " + agent.minted(),
                "Last-Event-ID: 0")) {
            List<Map<String, Object>> told = new java.util.ArrayList<>();
            for (int count = 0; count < 3; count++) {
                told.add(Json.members(Json.read(reader.data().getBytes(StandardCharsets.UTF_8))));
            }
            assertThat(told)
                    .extracting(event -> event.get("type"))
                    .containsExactly("session.opened", "session.closed", "session.gc_reaped");
            assertThat(Json.members(told.get(1).get("payload")))
                    .containsEntry("SessionID", agent.owner().session())
                    .containsEntry("Reason", "idle")
                    .containsKey("ClosedAt");
            assertThat(Json.members(told.get(2).get("payload"))).containsKey("ReapedAt");
        }
    }

    @Test
    void aSessionClosesAfterThirtyDaysInAnyCase(HarborRuntime service) {
        Agent agent = service.agent();
        for (int times = 0; times < 32; times++) {
            assertThat(new Agent(service, agent.owner(), agent.minted(), "", "")
                            .control("start", "{}")
                            .outcome())
                    .isEqualTo("200");
            service.advance(Duration.ofHours(times < 31 ? 23 : 7));
        }

        Agent late = new Agent(service, agent.owner(), agent.minted(), "", "");
        assertThat(late.control("start", "{}").outcome()).isEqualTo("400 invalid_request");
    }
}
