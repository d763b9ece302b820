package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.method.Need;
import java.util.Locale;

/** What can be said to a run that is alive. */
public enum Control {
    CANCEL(SteeringScope.OWNER_USER, "ends the run"),
    PAUSE(SteeringScope.OWNER_USER, "halts the run until it is resumed, approved or rejected"),
    RESUME(SteeringScope.OWNER_USER, "goes on after a pause"),
    REDIRECT(SteeringScope.OWNER_USER, "gives the run another query"),
    APPROVE(SteeringScope.OWNER_USER, "goes on after a pause, because it was looked at"),
    REJECT(SteeringScope.OWNER_USER, "fails a run that is paused"),
    INJECT_CONTEXT(SteeringScope.SESSION_USER, "tells the run something"),
    USER_MESSAGE(SteeringScope.SESSION_USER, "answers the run's question"),
    PRIORITIZE(SteeringScope.ADMIN, "changes the run's priority");

    private final SteeringScope least;
    private final String summary;

    Control(SteeringScope least, String summary) {
        this.least = least;
        this.summary = summary;
    }

    public String method() {
        return name().toLowerCase(Locale.ROOT);
    }

    SteeringScope least() {
        return least;
    }

    String summary() {
        return summary;
    }

    Need need() {
        return switch (least) {
            case SESSION_USER -> Need.SESSION_USER;
            case OWNER_USER -> Need.OWNER_USER;
            case ADMIN -> Need.ADMIN_STEERING;
        };
    }
}
