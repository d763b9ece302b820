package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.JsonValues;
import dev.errata.reference.control.JsonValues.Kind;
import dev.errata.reference.control.JsonValues.Value;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a member of a body, the answer is in the catalog, and what is refused leaves nothing behind. */
@ExtendWith(Runtimes.class)
class BadInputTest {
    /** The calls, with the kind of each member that they read and a value that they take. */
    enum Route {
        START(
                "/v1/control/start",
                "tasks",
                Map.of(
                        "identity", Kind.OBJECT,
                        "query", Kind.STRING,
                        "description", Kind.STRING,
                        "priority", Kind.INTEGER,
                        "idempotency_key", Kind.STRING,
                        "input_artifact_ids", Kind.ARRAY),
                Map.of()),
        CANCEL(
                "/v1/control/cancel",
                "tasks",
                Map.of("identity", Kind.OBJECT, "payload", Kind.OBJECT, "event_id", Kind.STRING),
                Map.of("identity", "{\"run\":\"task_1\"}")),
        TASK("/v1/tasks/get", "tasks", Map.of("identity", Kind.OBJECT, "id", Kind.STRING), Map.of()),
        TASKS(
                "/v1/tasks/list",
                "tasks",
                Map.of(
                        "identity",
                        Kind.OBJECT,
                        "filter",
                        Kind.OBJECT,
                        "page_size",
                        Kind.INTEGER,
                        "cursor",
                        Kind.OBJECT),
                Map.of()),
        TASK_FILTER(
                "/v1/tasks/list",
                "tasks",
                Map.of(
                        "statuses", Kind.ARRAY,
                        "kinds", Kind.ARRAY,
                        "identities", Kind.ARRAY,
                        "latency_above_ms", Kind.INTEGER,
                        "search", Kind.STRING,
                        "has_pending_approval", Kind.BOOLEAN),
                Map.of()),
        SESSION("/v1/sessions/inspect", "tasks", Map.of("session_id", Kind.STRING), Map.of()),
        SESSIONS(
                "/v1/sessions/list",
                "tasks",
                Map.of("filter", Kind.OBJECT, "sort", Kind.STRING, "cursor", Kind.STRING, "limit", Kind.INTEGER),
                Map.of()),
        SEARCH(
                "/v1/control/search.query",
                "tasks",
                Map.of(
                        "query", Kind.STRING,
                        "indexes", Kind.ARRAY,
                        "filter", Kind.OBJECT,
                        "facets", Kind.ARRAY,
                        "page", Kind.INTEGER),
                Map.of()),
        FLOW_RUNS(
                "/v1/flows/runs/list",
                "runs",
                Map.of("flow_id", Kind.STRING, "tenants", Kind.ARRAY, "page", Kind.INTEGER),
                Map.of("flow_id", "\"summarize\"")),
        METRICS(
                "/v1/flows/metrics",
                "runs",
                Map.of("window_ms", Kind.INTEGER, "bucket_ms", Kind.INTEGER),
                Map.of("flow_id", "\"summarize\"")),
        PAUSES(
                "/v1/pause/list",
                "tasks",
                Map.of("filter", Kind.OBJECT, "page", Kind.INTEGER, "page_size", Kind.INTEGER),
                Map.of()),
        PUT(
                "/v1/control/artifacts.put",
                "artifacts",
                Map.of("scope", Kind.OBJECT, "bytes", Kind.STRING, "opts", Kind.OBJECT),
                Map.of("bytes", "\"AAAA\"")),
        OPTIONS(
                "/v1/control/artifacts.put",
                "artifacts",
                Map.of(
                        "mime_type", Kind.STRING,
                        "filename", Kind.STRING,
                        "namespace", Kind.STRING,
                        "source", Kind.STRING,
                        "tags", Kind.ARRAY),
                Map.of()),
        REFERENCE(
                "/v1/control/artifacts.get_ref",
                "artifacts",
                Map.of("scope", Kind.OBJECT, "id", Kind.STRING, "expiry", Kind.INTEGER),
                Map.of("id", "\"art_1\"")),
        COUNT(
                "/v1/events/aggregate",
                "tasks",
                Map.of("filter", Kind.OBJECT, "window", Kind.INTEGER, "bucket", Kind.INTEGER),
                Map.of("window", "60", "bucket", "60")),
        FLOW(
                "/v1/flows/run",
                "runs",
                Map.of("flow_id", Kind.STRING, "inputs", Kind.OBJECT),
                Map.of("flow_id", "\"summarize\""));

        final String path;
        final String kept;
        final Map<String, Kind> members;
        final Map<String, String> usual;

        Route(String path, String kept, Map<String, Kind> members, Map<String, String> usual) {
            this.path = path;
            this.kept = kept;
            this.members = members;
            this.usual = usual;
        }

        String body(String member, Value value) {
            Map<String, String> body = new LinkedHashMap<>(usual);
            body.put(member, value.text());
            String object = body.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            return this == OPTIONS
                    ? "{\"bytes\":\"AAAA\",\"opts\":" + object + "}"
                    : this == TASK_FILTER ? "{\"filter\":" + object + "}" : object;
        }
    }

    private static int kept(Agent agent, Route route) {
        return switch (route.kept) {
            case "tasks" ->
                Json.objects(agent.post("/v1/tasks/list", "{\"page_size\":200}")
                                .members()
                                .get("rows"))
                        .size();
            case "runs" ->
                Json.objects(agent.asAdmin("/v1/flows/runs/list", "{\"flow_id\":\"summarize\",\"page_size\":200}")
                                .members()
                                .get("runs"))
                        .size();
            default ->
                Json.objects(agent.control("artifacts.list", "{\"limit\":1000}")
                                .members()
                                .get("rows"))
                        .size();
        };
    }

    @ParameterizedTest
    @EnumSource
    void anyValueInAnyMemberIsTakenWholeOrRefusedWhole(Route route, Agent agent) {
        long seed = Seed.get();
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Map.Entry<String, Kind> member : route.members.entrySet()) {
            for (Value value : JsonValues.all(random)) {
                Reply reply = agent.asAdmin(route.path, route.body(member.getKey(), value));
                if (reply.status() == 200) {
                    taken.add(reply.text().replaceFirst("(?s).*\"(?:task_id|run_id|id)\":\"([^\"]+)\".*", "$1"));
                }
                String problem = problem(member.getValue(), value, reply);
                if (problem != null) {
                    wrong.add(member.getKey() + " = " + value + ": " + reply.status() + " " + reply.text() + ": "
                            + problem);
                }
            }
        }
        boolean keeps =
                List.of(Route.START, Route.PUT, Route.OPTIONS, Route.FLOW).contains(route);

        assertThat(String.join("\n", wrong)).as("seed %d", seed).isEmpty();
        assertThat(kept(agent, route)).as("seed %d", seed).isEqualTo(keeps ? Math.min(200, taken.size()) : 0);
    }

    private static String problem(Kind kind, Value value, Reply reply) {
        if (reply.status() >= 400 && reply.foreign() != null) {
            return reply.foreign();
        }
        boolean refused = reply.outcome().equals("400 invalid_request");
        // What a call does not read of an object, it passes over as it is.
        if (value.unreadable() && value.kind() != Kind.OBJECT) {
            return refused ? null : "cannot be read and was not refused";
        }
        if (value.kind() != kind && value.kind() != Kind.NULL) {
            return refused ? null : "is of another kind and was not refused";
        }
        return List.of(
                                "200",
                                "400 invalid_request",
                                "401 identity_required",
                                "403 scope_mismatch",
                                "404 not_found",
                                "422 payload_invalid")
                        .contains(reply.outcome())
                ? null
                : "is answered with a code of something else";
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
                "{\"query\":\"a\",\"query\":\"b\"}",
                "{\"priority\":NaN}",
                "{'query':1}",
                "{\"query\":\"a\",}",
                "\uFEFF{}"
            })
    void aBodyIsOneJsonObject(String body, Agent agent) {
        Reply reply = agent.control("start", body);

        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
        assertThat(reply.foreign()).isNull();
        assertThat(reply.text()).doesNotContain("tools.jackson", "Exception", "line:");
    }

    @ParameterizedTest
    @CsvSource({
        "%00, 400 invalid_request",
        "%20, 404 not_found",
        "%F0%9F%92%B8, 404 not_found",
        "..%2F..%2Fetc%2Fpasswd, 400 invalid_request",
        "a;b=c, 404 not_found",
        "%C3%28, 400 invalid_request",
        "%2e%2e, 404 not_found",
        "x.part, 404 not_found"
    })
    void anIdInAPathLeadsNowhereElse(String id, String outcome, Agent agent) {
        Reply reply = agent.service().send(agent.token(), "GET", "/console/artifacts/" + id, null);

        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(reply.foreign()).isNull();
    }
}
