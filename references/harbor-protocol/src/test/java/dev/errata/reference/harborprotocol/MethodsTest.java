package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.method.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the registry is served, and nothing else. */
@ExtendWith(Runtimes.class)
class MethodsTest {
    private static final List<String> CONTROLS = List.of(
            "start",
            "cancel",
            "pause",
            "resume",
            "redirect",
            "approve",
            "reject",
            "inject_context",
            "user_message",
            "prioritize");
    private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| `POST (\\S+)` \\| (\\d+) \\|.*");

    /** A call as the list of methods has it. */
    private record Row(String name, String route, int bytes) {}

    private static Stream<Row> calls(HarborRuntime service) {
        return service.send(null, "GET", "/methods", null)
                .text()
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2), Integer.parseInt(row.group(3))));
    }

    @TestFactory
    Stream<DynamicTest> everyCallIsServedWhereTheRegistrySays(HarborRuntime service) {
        Agent agent = service.agent();
        return calls(service)
                .map(method -> dynamicTest(method.name(), () -> {
                    Reply reply = agent.asAdmin(method.route(), "{}");
                    Reply other = service.send(agent.token(), "PUT", method.route(), "{}");

                    assertThat(List.of("404 unknown_method", "405 method_not_allowed"))
                            .doesNotContain(reply.outcome());
                    assertThat(reply.status()).isLessThan(500);
                    assertThat(other.outcome()).isEqualTo("405 method_not_allowed");
                    assertThat(other.header("Allow")).isEqualTo("POST");
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCallHasItsBoundOfBytes(HarborRuntime service) {
        Agent agent = service.agent();
        return calls(service)
                .map(method -> dynamicTest(method.name(), () -> {
                    String body = "{}" + " ".repeat(method.bytes() - 2);

                    assertThat(agent.asAdmin(method.route(), body).text()).doesNotContain(" bytes");
                    assertThat(agent.asAdmin(method.route(), body + " ").text())
                            .isEqualTo(
                                    method.name().equals("artifacts.put")
                                            ? "{\"code\":\"request_too_large\",\"message\":\"An artifact may have 4194304 bytes;"
                                                    + " this one has more, and nothing of it was kept.\"}"
                                            : "{\"code\":\"invalid_request\",\"message\":\"The body must have at most "
                                                    + method.bytes() + " bytes.\"}");
                }));
    }

    @Test
    void theListOfMethodsIsThatOfTheRegistry(HarborRuntime service) throws Exception {
        String shown = service.send(null, "GET", "/methods", null).text();

        assertThat(shown).isEqualTo(Files.readString(Path.of("methods.md")));
        assertThat(shown)
                .contains(
                        "| `prioritize` | `POST /v1/control/prioritize` | 65536 | the steering scope `admin` |"
                                + " `task_control` | changes the run's priority |\n",
                        "| `events.subscribe` | `GET /v1/events` | – |");
        assertThat(shown)
                .contains(
                        "## tasks.get\n\n| Member | Type | Rule |\n| --- | --- | --- |\n| `identity` | identity |  |\n"
                                + "| `id` | string | needed, at most 256 long |\n")
                .contains("\nAlso answers `not_found`.\n");
    }

    @Test
    void theRuntimeSaysWhatItCanDo(Agent agent) {
        Reply info = agent.control("runtime.info", "{\"identity\":{}}");

        assertThat(info.at("protocol_version")).isEqualTo("0.1.0");
        assertThat(info.members().get("capabilities"))
                .isEqualTo(List.of(
                        "artifacts",
                        "events_subscribe",
                        "flows",
                        "runtime_posture",
                        "search",
                        "sessions",
                        "task_control",
                        "token_rotation"));
        assertThat(info.at("instance_id")).matches("rt_[0-9a-f]{24}");
        assertThat(agent.control("runtime.health", "{}").at("subsystems.1.status"))
                .isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/control/teleport",
                "/v1/control/START",
                "/v1/control/start/",
                "/v1/control/",
                "/v1/control",
                "/v1/tasks/teleport",
                "/v2/control/start",
                "/",
                "/v1/control/%3Cscript%3E",
                "/_control/teleport/../x"
            })
    void whatIsNotInTheRegistryIsUnknown(String path, Agent agent) {
        Reply reply = agent.post(path, "{}");

        assertThat(reply.foreign()).isNull();
        assertThat(reply.outcome()).isEqualTo("404 unknown_method");
        assertThat(reply.text()).doesNotContain("teleport", "script");
    }

    @Test
    void aSlashThatIsEncodedIsRefusedBeforeTheRegistryIsAsked(Agent agent) {
        Reply reply = agent.post("/v1/control/start%2F", "{}");

        assertThat(reply.foreign()).isNull();
        assertThat(reply.outcome()).isEqualTo("400 invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks.get", "events.subscribe", "events.aggregate", "flows.run", "auth.rotate_token"})
    void aMethodThatIsServedElsewhereSaysSo(String name, Agent agent) {
        assertThat(agent.control(name, "{}").text())
                .isEqualTo(
                        "{\"code\":\"invalid_request\",\"message\":\"The method exists and is served at another route;"
                                + " the list of methods says where.\"}");
    }

    @TestFactory
    Stream<DynamicTest> callsUnderControlPassOverMembersAndAllOthersNameThem(HarborRuntime service) {
        Agent agent = service.agent();
        return calls(service)
                .map(method -> dynamicTest(method.name(), () -> {
                    String said = agent.asAdmin(method.route(), "{\"identity\":{\"mood\":1},\"later\":{\"version\":2}}")
                            .text();

                    if (method.route().startsWith("/v1/control/")) {
                        assertThat(said).doesNotContain("later");
                    } else {
                        assertThat(said)
                                .startsWith(
                                        "{\"code\":\"invalid_request\",\"message\":\"`later` is no member here; members are ");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> anEmptyBodyIsAnEmptyObjectWhereItIsNoControl(HarborRuntime service) {
        Agent agent = service.agent();
        return calls(service)
                .map(method -> dynamicTest(method.name(), () -> {
                    boolean control = agent.asAdmin(method.route(), "").text().contains("The body must not be empty.");
                    assertThat(control).isEqualTo(CONTROLS.contains(method.name()));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "cancel"})
    void controlsPassOverMembersThatTheyDoNotKnow(String name, Agent agent) {
        String id = agent.waiting();

        assertThat(agent.control(name, "{\"identity\":{\"run\":\"" + id + "\",\"mood\":1},\"later\":{\"version\":2}}")
                        .outcome())
                .isEqualTo("200");
        assertThat(agent.post("/v1/tasks/get", "{\"id\":\"" + id + "\",\"later\":1}")
                        .outcome())
                .isEqualTo("400 invalid_request");
    }

    @Test
    void anEngineThatBreaksDownSaysNothingOfItself(HarborRuntime service) {
        Agent agent = service.agent();
        service.fixture("flow_fault", "tenant", agent.owner().tenant(), "flow", "summarize");

        Reply reply = agent.asAdmin("/v1/flows/run", "{\"flow_id\":\"summarize\"}");

        assertThat(reply.text())
                .isEqualTo("{\"code\":\"runtime_error\",\"message\":\"The runtime could not finish this request because"
                        + " of a fault of its own; quote the X-Request-Id when you ask about it.\"}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.header("X-Request-Id")).startsWith("req_");
    }
}
