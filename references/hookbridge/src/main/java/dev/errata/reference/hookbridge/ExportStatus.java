package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;
import java.util.Locale;

/** The states of an export. */
enum ExportStatus {
    /** Waits for a node that writes it. */
    PENDING,
    /** Is being written. */
    PROCESSING,
    /** Can be downloaded. */
    COMPLETED,
    /** Could be downloaded once. */
    EXPIRED,
    /** Could not be written. */
    FAILED;

    /** What may become of what; tests have the database refuse everything else. */
    static final Transitions<ExportStatus> TRANSITIONS = Transitions.of(
                    "exports", "id", ExportStatus.class, EnumSet.of(PENDING))
            .from(PENDING, EnumSet.of(PROCESSING))
            .from(PROCESSING, EnumSet.of(COMPLETED, FAILED))
            .from(COMPLETED, EnumSet.of(EXPIRED));

    static ExportStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Its word in the API and in the database. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
