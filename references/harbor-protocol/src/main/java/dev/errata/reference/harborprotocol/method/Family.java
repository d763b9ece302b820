package dev.errata.reference.harborprotocol.method;

/** Methods of one surface: where they are served, how many bytes their bodies may have, and how those are read. */
public enum Family {
    /** Starting and steering tasks; the only one whose calls need a body. */
    CONTROL("task_control", true, "control-bytes"),
    EVENTS("events_subscribe", false, "small-bytes"),
    TASKS("task_control", false, "control-bytes"),
    SESSIONS("sessions", false, "control-bytes"),
    ARTIFACTS("artifacts", true, "artifact-body-bytes"),
    FLOWS("flows", false, "control-bytes"),
    POSTURE("runtime_posture", true, "control-bytes"),
    PAUSES("task_control", false, "small-bytes"),
    SEARCH("search", true, "control-bytes"),
    TOKENS("token_rotation", false, "token-bytes");

    private final String capability;
    private final boolean tolerant;
    private final String bodyLimit;

    Family(String capability, boolean tolerant, String bodyLimit) {
        this.capability = capability;
        this.tolerant = tolerant;
        this.bodyLimit = bodyLimit;
    }

    /** What {@code runtime.info} calls it. */
    public String capability() {
        return capability;
    }

    /** Whether members that a method does not know are passed over. */
    boolean isTolerant() {
        return tolerant;
    }

    /** The catalog's limit for the bytes of a body. */
    String bodyLimit() {
        return bodyLimit;
    }

    /** The tolerant ones share a folder, and a method's whole name is the end of its route. */
    String route(String method) {
        return tolerant ? Methods.CONTROL + method : "/v1/" + method.replace('.', '/');
    }
}
