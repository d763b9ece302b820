package dev.errata.reference.harborprotocol.tasks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;
import java.util.Locale;

/** Where a task stands: pending, then running and paused by turns, then one of three ends. */
public enum TaskState {
    PENDING,
    RUNNING,
    PAUSED,
    COMPLETE,
    FAILED,
    CANCELLED;

    /** What may become of what; tests have the database refuse everything else. */
    public static final Transitions<TaskState> TRANSITIONS = Transitions.of(
                    "tasks", "id", TaskState.class, EnumSet.of(PENDING, COMPLETE))
            .from(PENDING, EnumSet.of(RUNNING, FAILED))
            .from(RUNNING, EnumSet.of(PAUSED, COMPLETE, FAILED, CANCELLED))
            .from(PAUSED, EnumSet.of(RUNNING, FAILED, CANCELLED));

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its word, which is what the database and the protocol have. */
    @JsonValue
    @Override
    public String toString() {
        return word();
    }

    boolean isEnd() {
        return compareTo(COMPLETE) >= 0;
    }

    static TaskState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
