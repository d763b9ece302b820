package dev.errata.reference.harborprotocol;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import dev.errata.reference.harborprotocol.identity.Owner;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A user with a session and tokens for it; what it sends, it sends with the one that has no scope. */
record Agent(HarborRuntime service, Owner owner, String token, String adminToken, String consoleToken) {
    /** A question keeps a run alive until it is answered. */
    static final String QUESTION = "{\"query\":\"Which boat first?\"}";

    /** The same user at another node. */
    Agent at(HarborRuntime node) {
        return new Agent(node, owner, token, adminToken, consoleToken);
    }

    Reply post(String path, String json, String... headers) {
        return service.send(token, "POST", path, json, headers);
    }

    Reply control(String method, String json) {
        return post("/v1/control/" + method, json);
    }

    Reply asAdmin(String path, String json) {
        return service.send(adminToken, "POST", path, json);
    }

    /** A run that waits for an answer. */
    String waiting() {
        String id = control("start", QUESTION).at("task_id");
        awaits(id, "running");
        return id;
    }

    /** Waits until a task has a status. */
    void awaits(String id, String status) {
        String seen = service.eventually(() -> status(id), status::equals);
        org.assertj.core.api.Assertions.assertThat(seen).as("status of %s", id).isEqualTo(status);
    }

    String status(String id) {
        return task(id).at("task.status");
    }

    Reply task(String id) {
        return post("/v1/tasks/get", Json.write(Map.of("id", id)));
    }

    /** What came of a task. */
    String answer(String id) {
        return String.valueOf(
                Json.members(Json.read(task(id).at("result_inline").getBytes(StandardCharsets.UTF_8)))
                        .get("answer"));
    }

    /** Steers a run; the payload is JSON. */
    Reply steer(String method, String run, String payload) {
        return control(method, steering(run, payload));
    }

    static String steering(String run, String payload) {
        return "{\"identity\":{\"run\":\"" + run + "\"},\"payload\":" + payload + "}";
    }

    /** Puts an artifact and says its id. */
    String put(byte[] bytes) {
        Reply reply = control("artifacts.put", putting(bytes));
        org.assertj.core.api.Assertions.assertThat(reply.outcome()).isEqualTo("200");
        return reply.at("ref.id");
    }

    static String putting(byte[] bytes) {
        return "{\"bytes\":\"" + java.util.Base64.getEncoder().encodeToString(bytes)
                + "\",\"opts\":{\"source\":\"user_upload\"}}";
    }

    /** A token that the issuer signs for this owner. */
    String minted(String... more) {
        String[] arguments = new String[6 + more.length];
        System.arraycopy(
                new String[] {"tenant", owner.tenant(), "user", owner.user(), "session", owner.session()},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return String.valueOf(service.fixture("token", arguments).get("made_token"));
    }
}
