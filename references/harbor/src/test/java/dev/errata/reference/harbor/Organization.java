package dev.errata.reference.harbor;

import dev.errata.reference.control.Reply;
import org.jspecify.annotations.Nullable;

/** An organization with a workspace and keys of the sandbox; what it sends, it sends with the unrestricted one. */
record Organization(Harbor service, String name, String workspace, String key, String liveKey) {
    Reply get(String path) {
        return service.send(key, "GET", path, null);
    }

    Reply post(String path, @Nullable String json, String... headers) {
        return service.send(key, "POST", path, json, headers);
    }
}
