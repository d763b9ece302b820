package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;
import java.util.Locale;

/** The states of a message. */
enum MessageStatus {
    /** Waits for its first attempt, or for that of a replay. */
    QUEUED,
    /** Is on its way. */
    DELIVERING,
    /** Waits for another attempt. */
    PENDING_RETRY,
    /** A receiver took it. */
    SUCCEEDED,
    /** Was given up or cancelled. */
    FAILED_PERMANENT;

    /** What may become of what; tests have the database refuse everything else. */
    static final Transitions<MessageStatus> TRANSITIONS = Transitions.of(
                    "messages", "id", MessageStatus.class, EnumSet.of(QUEUED))
            // An attempt that cannot even begin ends as one that failed.
            .from(QUEUED, EnumSet.of(DELIVERING, PENDING_RETRY, FAILED_PERMANENT))
            .from(DELIVERING, EnumSet.of(SUCCEEDED, PENDING_RETRY, FAILED_PERMANENT))
            .from(PENDING_RETRY, EnumSet.of(DELIVERING, QUEUED, FAILED_PERMANENT))
            .from(SUCCEEDED, EnumSet.of(QUEUED))
            .from(FAILED_PERMANENT, EnumSet.of(QUEUED));

    static MessageStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean isEnd() {
        return this == SUCCEEDED || this == FAILED_PERMANENT;
    }

    /** Its word in the API and in the database. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
