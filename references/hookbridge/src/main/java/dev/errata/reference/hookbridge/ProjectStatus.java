package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.store.jdbc.Transitions;
import java.util.EnumSet;
import java.util.Locale;

/** The states of a project. */
enum ProjectStatus {
    /** In use. */
    ACTIVE,
    /** Gone for good, to everybody but the log. */
    DELETED;

    /** What may become of what; tests have the database refuse everything else. */
    static final Transitions<ProjectStatus> TRANSITIONS = Transitions.of(
                    "projects", "id", ProjectStatus.class, EnumSet.of(ACTIVE))
            .from(ACTIVE, EnumSet.of(DELETED));

    static ProjectStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Its word in the API and in the database. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
