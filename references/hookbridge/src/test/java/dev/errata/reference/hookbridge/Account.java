package dev.errata.reference.hookbridge;

import dev.errata.reference.control.Json;
import dev.errata.reference.control.Reply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant with one project; what it sends, it sends with the project's live key. */
record Account(HookBridge service, String tenant, String project, String key) {
    /** The same account at another node. */
    Account at(HookBridge node) {
        return new Account(node, tenant, project, key);
    }

    Reply get(String path) {
        return service.send(key, "GET", path, null);
    }

    Reply post(String path, @Nullable String json) {
        return service.send(key, "POST", path, json);
    }

    Reply put(String path, String json) {
        return service.send(key, "PUT", path, json);
    }

    Reply patch(String path, String json) {
        return service.send(key, "PATCH", path, json);
    }

    Reply delete(String path) {
        return service.send(key, "DELETE", path, null);
    }

    void subscription(String status) {
        service.fixture("subscription", "tenant_id", tenant, "status", status);
    }

    /** An endpoint at an address that is public and leads nowhere; answers as the service does. */
    Map<String, Object> endpoint() {
        return endpoint("https://hooks.example.com/in");
    }

    Map<String, Object> endpoint(String url) {
        Reply made = post("/v1/endpoints", Json.write(Map.of("url", url)));
        if (made.status() != 201) {
            throw new AssertionError("No endpoint was made at " + url + ": " + made.text());
        }
        return Json.members(made.members().get("data"));
    }

    /** An endpoint whose messages wait. */
    String pausedEndpoint() {
        String id = String.valueOf(endpoint().get("id"));
        post("/v1/endpoints/" + id + "/pause", null);
        return id;
    }

    /** Sends a payload, and the other members, which begin with a comma. */
    Reply send(String endpoint, String payload, String more) {
        return post(
                "/v1/webhooks/send", "{\"endpoint_id\": \"" + endpoint + "\", \"payload\": " + payload + more + "}");
    }

    /** The id of a message that was taken in. */
    String message(String endpoint, String payload) {
        Reply sent = send(endpoint, payload, "");
        if (sent.status() != 202) {
            throw new AssertionError("Not sent: " + sent.text());
        }
        return sent.at("data.message_id");
    }

    void awaitDelivery(String message) {
        service.fixture("delivered", "message_id", message);
    }
}
