package dev.errata.reference.harborprotocol;

import java.util.ArrayList;
import java.util.List;

/** The registry: routes, capabilities and the page of methods come from it, and nothing is served that is not in it. */
final class Methods {
    static final String EVENTS = "/v1/events";
    static final String CONTROL = "/v1/control/";

    private static final String BYTES = "control-bytes";
    private static final String SMALL = "small-bytes";
    private static final String TOKEN = "token-bytes";
    private static final String ARTIFACT = "artifact-body-bytes";

    static final List<Method> ALL = all();

    private Methods() {}

    private static List<Method> all() {
        List<Method> all = new ArrayList<>();
        all.add(control("start", Need.IDENTITY, "begins a task in the session, and the session with it"));
        for (Control control : Control.values()) {
            all.add(control(control.method(), control.need(), control.summary()));
        }
        all.add(new Method(
                "events.subscribe",
                "GET",
                EVENTS,
                "",
                Need.FLEET_ACROSS,
                "events_subscribe",
                "streams what happens, of all tenants with admin=1"));
        all.add(call("events.aggregate", SMALL, Need.FLEET_ACROSS, "events_subscribe", "counts events in equal spans"));
        all.add(call("tasks.get", BYTES, Need.ADMIN_ACROSS, "task_control", "one task"));
        all.add(call("tasks.list", BYTES, Need.ADMIN_ACROSS, "task_control", "the tasks of the session, newest first"));
        all.add(call("sessions.list", BYTES, Need.FLEET_ACROSS, "sessions", "the sessions of the user, newest first"));
        all.add(call("sessions.inspect", BYTES, Need.ADMIN_ACROSS, "sessions", "one session"));
        all.add(artifact("artifacts.put", Need.ADMIN_ACROSS, "keeps bytes, whole or not at all"));
        all.add(artifact("artifacts.list", Need.FLEET_ACROSS, "the artifacts of the session, newest first"));
        all.add(artifact("artifacts.get_ref", Need.IDENTITY, "a signed address of an artifact"));
        all.add(call("flows.list", BYTES, Need.IDENTITY, "flows", "the flows that can be run"));
        all.add(call("flows.describe", BYTES, Need.IDENTITY, "flows", "one flow"));
        all.add(call("flows.run", BYTES, Need.ADMIN, "flows", "runs a flow to its end"));
        all.add(posture("runtime.info", "what this runtime is and can do"));
        all.add(posture("runtime.health", "whether its parts work"));
        all.add(posture("runtime.counters", "how much is going on"));
        all.add(posture("runtime.drivers", "what it stands on"));
        all.add(call("auth.rotate_token", TOKEN, Need.ADMIN, "token_rotation", "a fresh token for the same identity"));
        return List.copyOf(all);
    }

    private static Method control(String name, Need need, String summary) {
        return new Method(name, "POST", CONTROL + name, BYTES, need, "task_control", summary);
    }

    private static Method posture(String name, String summary) {
        return new Method(name, "POST", CONTROL + name, BYTES, Need.IDENTITY, "runtime_posture", summary);
    }

    private static Method artifact(String name, Need need, String summary) {
        return new Method(name, "POST", CONTROL + name, ARTIFACT, need, "artifacts", summary);
    }

    /** A call whose route has a folder for each surface. */
    private static Method call(String name, String limit, Need need, String capability, String summary) {
        return new Method(name, "POST", "/v1/" + name.replace('.', '/'), limit, need, capability, summary);
    }
}
