package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.time.Duration;
import java.util.List;
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
                .containsEntry("kind", "agent")
                .containsEntry("priority", 7)
                .containsEntry("query", "Count the boats")
                .containsEntry("description", "now")
                .containsEntry("result", "Done; the query had 3 words.");
        assertThat(agent.task(id).at("parent_session")).isEqualTo(agent.owner().session());
    }

    @Test
    void aQuestionIsAnsweredByTheUser(Agent agent) {
        String id = agent.waiting();

        Reply accepted = agent.steer("user_message", id, "{\"text\":\"the red one\"}");

        assertThat(accepted.text())
                .isEqualTo("{\"accepted\":true,\"method\":\"user_message\",\"protocol_version\":\"0.1.0\"}");
        agent.awaits(id, "complete");
        assertThat(agent.task(id).at("task.result")).isEqualTo("Answered: the red one");
        assertThat(agent.task(id).at("cost.steps")).isEqualTo("1");
    }

    @Test
    void aPauseKeepsWhatComesUntilItIsOver(Agent agent) {
        String id = agent.waiting();
        agent.steer("pause", id, "{}");
        agent.awaits(id, "paused");
        agent.steer("user_message", id, "{\"text\":\"the red one\"}");
        assertThat(agent.status(id)).isEqualTo("paused");

        agent.steer("resume", id, "{}");

        agent.awaits(id, "complete");
        assertThat(agent.task(id).at("task.result")).isEqualTo("Answered: the red one");
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
        agent.steer("redirect", id, "{\"query\":\"Go home\"}");
        agent.awaits(id, "complete");

        assertThat(agent.task(id).at("task.priority")).isEqualTo("9");
        assertThat(agent.task(id).at("task.query")).isEqualTo("Go home");
        assertThat(agent.task(id).at("cost.steps")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatHasEndedTakesNoControl(Control control, Agent agent) {
        String id = agent.waiting();
        agent.steer("cancel", id, "{}");
        agent.awaits(id, "cancelled");
        String body = Agent.steering(id, "{\"text\":\"x\",\"query\":\"x\",\"priority\":1}");

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
        "redirect, {}",
        "redirect, '{\"query\":1}'",
        "user_message, {}",
        "user_message, '{\"text\":\" \"}'",
        "prioritize, {}",
        "prioritize, '{\"priority\":\"9\"}'",
        "prioritize, '{\"priority\":99999999999}'"
    })
    void aControlNeedsWhatItIsAbout(String control, String payload, Agent agent) {
        String id = agent.waiting();

        assertThat(agent.asAdmin("/v1/control/" + control, Agent.steering(id, payload))
                        .outcome())
                .isEqualTo("400 invalid_request");
        assertThat(agent.status(id)).isEqualTo("running");
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
        assertThat(Json.objects(agent.post("/v1/tasks/list", "{}").members().get("tasks")))
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
        assertThat(awake.post("/v1/sessions/list", "{}").at("sessions.0.status"))
                .isEqualTo("open");

        service.advance(Duration.ofHours(24));

        Agent late = new Agent(service, agent.owner(), agent.minted(), "", "");
        assertThat(late.control("start", "{}").text())
                .isEqualTo("{\"code\":\"invalid_request\",\"message\":\"The session is closed and is not opened again;"
                        + " start in another one.\"}");
        assertThat(late.post(
                                "/v1/sessions/inspect",
                                "{\"id\":\"" + agent.owner().session() + "\"}")
                        .at("session.status"))
                .isEqualTo("closed");
        assertThat(late.post("/v1/control/start", "{}", "X-Harbor-Session", "new")
                        .outcome())
                .isEqualTo("200");
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
