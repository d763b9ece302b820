package dev.errata.reference.harbor;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;
import java.util.Locale;

/** The states of a delivery. */
enum DeliveryStatus {
    /** Waits for an attempt, or is being made. */
    PENDING,
    /** The receiver took it. */
    SUCCEEDED,
    /** Was given up. */
    FAILED;

    /** What may become of what; tests have the database refuse everything else. */
    static final Transitions<DeliveryStatus> TRANSITIONS = Transitions.of(
                    "deliveries", "id", DeliveryStatus.class, EnumSet.of(PENDING))
            .from(PENDING, EnumSet.of(SUCCEEDED, FAILED))
            .from(SUCCEEDED, EnumSet.of(PENDING))
            .from(FAILED, EnumSet.of(PENDING));

    static DeliveryStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Its word in the API and in the database. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
