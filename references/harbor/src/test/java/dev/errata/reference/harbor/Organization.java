package dev.errata.reference.harbor;

import dev.errata.reference.control.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An organization with a workspace and a key for each environment; what it sends, it sends to the sandbox. */
record Organization(Harbor service, String name, String workspace, String liveWorkspace, String key, String liveKey) {
    private static final String SCOPES = "events:read,events:write,webhooks:manage,workspaces:read";
    /** An empty bucket of the sandbox is full again after this time. */
    private static final Duration REST = Duration.ofSeconds(15);

    /** The same organization at another node. */
    Organization at(Harbor node) {
        return new Organization(node, name, workspace, liveWorkspace, key, liveKey);
    }

    Reply get(String path) {
        return service.send(key, "GET", path, null);
    }

    Reply post(String path, @Nullable String json, String... headers) {
        return service.send(key, "POST", path, json, headers);
    }

    /** The body of a new event. */
    String event(String payload) {
        return "{\"workspace_id\":\"" + workspace + "\",\"type\":\"invoice.paid\",\"payload\":" + payload + "}";
    }

    /** Creates an event with this payload. */
    Reply create(String payload, String... headers) {
        return post("/v1/events", event(payload), headers);
    }

    /** The body of a new webhook. */
    String webhook(String url) {
        return "{\"workspace_id\":\"" + workspace + "\",\"url\":\"" + url + "\",\"events\":[\"invoice.paid\"]}";
    }

    /** The path of a list of the workspace. */
    String list(String what) {
        return "/v1/" + what + "?workspace_id=" + workspace;
    }

    /** A further key of the sandbox with these scopes, by commas. */
    String restricted(String scopes) {
        return String.valueOf(
                service.fixture("key", "organization", name, "scopes", scopes).get("restricted_key"));
    }

    /** A further key that may do everything. */
    String another() {
        return restricted(SCOPES);
    }

    void suspend(String reason) {
        service.fixture("suspend", "workspace_id", workspace, "reason", reason);
    }

    void resume() {
        service.fixture("resume", "workspace_id", workspace);
    }

    /** Lets time pass until every bucket is full. */
    void rest() {
        service.advance(REST);
    }

    /** Empties the bucket of a key, and that of the workspace with it. */
    void exhaust(String spent) {
        for (int i = 0; i < 100; i++) {
            if (service.send(spent, "GET", list("events"), null).status() == 429) {
                return;
            }
        }
        throw new AssertionError("A hundred requests did not empty the bucket");
    }

    /** Empties the bucket of the workspace by keys that nobody uses afterwards. */
    void exhaustWorkspace() {
        for (int keys = 0; keys < 10; keys++) {
            String spent = another();
            for (int i = 0; i < 20; i++) {
                if (service.send(spent, "GET", list("events"), null).status() == 429) {
                    return;
                }
            }
        }
        throw new AssertionError("Two hundred requests did not empty the bucket of the workspace");
    }
}
