package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.reference.control.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that break two rules at once, for neighbours in the order of the contract. */
@ExtendWith(Runtimes.class)
class PrecedenceTest {
    private static final String LONG = "\"" + "x".repeat(5_000) + "\"";

    /** What is sent, and which of its two faults is answered. */
    private record Both(String expected, Function<Agent, Reply> request) {}

    private static Reply wrongToken(Agent agent, String path, String body) {
        return agent.service().send("a.b.c", "POST", path, body);
    }

    private static String run(String id, String scope, String payload) {
        return "{\"identity\":{\"run\":\"" + id + "\",\"scope\":\"" + scope + "\"},\"payload\":" + payload + "}";
    }

    private static Map<String, Both> pairs() {
        Map<String, Both> pairs = new LinkedHashMap<>();
        pairs.put(
                "a wrong token comes before an unknown method",
                new Both("401 auth_rejected", agent -> wrongToken(agent, "/v1/control/teleport", "{}")));
        pairs.put(
                "a wrong token comes before a path that is none",
                new Both("401 auth_rejected", agent -> wrongToken(agent, "/nothing", "{}")));
        pairs.put(
                "a wrong token comes before a body that is too large",
                new Both(
                        "401 auth_rejected",
                        agent -> wrongToken(agent, "/v1/control/start", " ".repeat(70_000) + "{}")));
        pairs.put(
                "no token comes before a wrong verb",
                new Both("401 identity_required", agent -> agent.service().send(null, "GET", "/v1/tasks/get", null)));
        pairs.put(
                "no session comes before an unknown method",
                new Both(
                        "401 identity_required",
                        agent -> agent.service()
                                .send(agent.minted("without", "session"), "POST", "/v1/control/teleport", "{}")));
        pairs.put(
                "a wrong token comes before a session that is missing",
                new Both(
                        "401 auth_rejected",
                        agent -> agent.service()
                                .send(agent.minted("without", "session") + "x", "POST", "/v1/tasks/list", "{}")));
        pairs.put(
                "an unknown method comes before a body that cannot be read",
                new Both("404 unknown_method", agent -> agent.control("teleport", "not json")));
        pairs.put(
                "an unknown method comes before the media type of its body",
                new Both(
                        "404 unknown_method",
                        agent -> agent.service()
                                .send(agent.service()
                                        .request("/v1/control/teleport")
                                        .header("Authorization", "Bearer " + agent.token())
                                        .header("Content-Type", "text/plain")
                                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("x")))));
        pairs.put("too many bytes come before JSON that is none", new Both("400 invalid_request", agent -> {
            Reply reply = agent.control("start", "x".repeat(70_000));
            assertThat(reply.at("message")).contains("65536 bytes");
            return reply;
        }));
        pairs.put(
                "a body that cannot be read comes before a run that is not named",
                new Both("400 invalid_request", agent -> agent.control("cancel", "{\"identity\":")));
        pairs.put(
                "a payload of another kind comes before a run that is not there",
                new Both("400 invalid_request", agent -> agent.control("cancel", run("task_1", "", "[]"))));
        pairs.put(
                "another identity comes before a scope that is none",
                new Both(
                        "401 identity_required",
                        agent -> agent.control(
                                "cancel",
                                run("task_1", "captain", "{}").replace("{\"run\"", "{\"user\":\"another\",\"run\""))));
        pairs.put(
                "another identity comes before a rule that a member breaks",
                new Both(
                        "401 identity_required",
                        agent -> agent.post("/v1/tasks/get", "{\"identity\":{\"tenant\":\"another\"},\"id\":\"\"}")));
        pairs.put(
                "another identity comes before the scope of the method",
                new Both(
                        "401 identity_required",
                        agent -> agent.post(
                                "/v1/flows/run", "{\"identity\":{\"tenant\":\"another\"},\"flow_id\":\"summarize\"}")));
        pairs.put(
                "a run that is not named comes before a scope that is none",
                new Both("401 identity_required", agent -> agent.control("cancel", run("", "captain", "{}"))));
        pairs.put(
                "a scope that is none comes before a run that is not there",
                new Both("403 scope_mismatch", agent -> agent.control("cancel", run("task_1", "captain", "{}"))));
        pairs.put(
                "a run that is not there comes before a scope that is too low",
                new Both("404 not_found", agent -> agent.control("prioritize", run("task_1", "", "{}"))));
        pairs.put(
                "a run that is not there comes before a payload out of bounds",
                new Both("404 not_found", agent -> agent.control("pause", run("task_1", "", "{\"a\":" + LONG + "}"))));
        pairs.put(
                "a scope that is too low comes before a payload out of bounds",
                new Both(
                        "403 scope_mismatch",
                        agent -> agent.control("prioritize", run(agent.waiting(), "", "{\"a\":" + LONG + "}"))));
        pairs.put(
                "a payload out of bounds comes before what the control needs of it",
                new Both(
                        "422 payload_invalid",
                        agent -> agent.control("redirect", run(agent.waiting(), "", "{\"a\":" + LONG + "}"))));
        pairs.put(
                "the scope of a method comes before a flow that is not there",
                new Both(
                        "403 identity_scope_required",
                        agent -> agent.post("/v1/flows/run", "{\"flow_id\":\"nothing\"}")));
        pairs.put(
                "a member that is missing comes before the scope of a method",
                new Both("400 invalid_request", agent -> agent.post("/v1/flows/run", "{}")));
        pairs.put(
                "another tenant comes before a rule that a member breaks",
                new Both(
                        "403 scope_mismatch",
                        agent -> agent.post(
                                "/v1/tasks/list",
                                "{\"filter\":{\"identities\":[{\"tenant\":\"x\"}]},\"page_size\":-1}")));
        pairs.put(
                "another tenant comes before an artifact that is too large",
                new Both(
                        "403 scope_mismatch",
                        agent -> agent.control(
                                "artifacts.put",
                                "{\"scope\":{\"tenant\":\"x\"},\"bytes\":\"" + "AAAA".repeat(1_400_000) + "\"}")));
        pairs.put(
                "an artifact that is too large comes before a source that is none",
                new Both(
                        "413 request_too_large",
                        agent -> agent.control(
                                "artifacts.put",
                                "{\"bytes\":\"" + "AAAA".repeat(1_400_000) + "\",\"opts\":{\"source\":\"me\"}}")));
        pairs.put(
                "an expiry out of bounds comes before an artifact that is not there",
                new Both(
                        "400 invalid_request",
                        agent -> agent.control("artifacts.get_ref", "{\"id\":\"art_1\",\"expiry\":1}")));
        pairs.put(
                "an artifact that is not there comes before a store without addresses",
                new Both("404 not_found", agent -> agent.control("artifacts.get_ref", "{\"id\":\"art_1\"}")));
        pairs.put(
                "another tenant's events come before a window that is none",
                new Both(
                        "403 identity_scope_required",
                        agent -> agent.post(
                                "/v1/events/aggregate", "{\"filter\":{\"tenant_ids\":[\"x\"]},\"window\":0}")));
        pairs.put("a scope comes before a bus that is closed", new Both("403 identity_scope_required", agent -> {
            agent.service().fixture("close_bus");
            return agent.service().send(agent.token(), "GET", "/v1/events?admin=1", null);
        }));
        pairs.put("a member that is wrong comes before a bus that is closed", new Both("400 invalid_request", agent -> {
            agent.service().fixture("close_bus");
            return agent.control("start", "{\"priority\":\"x\"}");
        }));
        pairs.put("a bus that is closed comes before too many streams", new Both("503 runtime_error", agent -> {
            agent.service().fixture("readers", "token", agent.token(), "count", "16");
            agent.service().fixture("close_bus");
            return agent.service().send(agent.token(), "GET", "/v1/events", null);
        }));
        pairs.put("a closed session comes before a key that was used", new Both("400 invalid_request", agent -> {
            agent.control("start", "{\"query\":\"a\",\"idempotency_key\":\"once\"}");
            agent.service().advance(java.time.Duration.ofHours(25));
            Reply reply = agent.service()
                    .send(
                            agent.minted(),
                            "POST",
                            "/v1/control/start",
                            "{\"query\":\"b\",\"idempotency_key\":\"once\"}");
            assertThat(reply.at("message")).contains("session is closed");
            return reply;
        }));
        return pairs;
    }

    @TestFactory
    Stream<DynamicTest> ofTwoFaultsTheFirstOneIsAnswered(HarborRuntime service) {
        return pairs().entrySet().stream()
                .map(pair -> dynamicTest(pair.getKey(), () -> {
                    Reply reply = pair.getValue().request().apply(service.agent());
                    assertThat(reply.outcome())
                            .as(reply.text())
                            .isEqualTo(pair.getValue().expected());
                }));
    }
}
