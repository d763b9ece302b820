package dev.errata.reference.harborprotocol.tasks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far somebody may steer a run, the least first. */
enum SteeringScope {
    SESSION_USER,
    OWNER_USER,
    ADMIN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope with exactly this name, null when it is none. */
    static @Nullable SteeringScope named(String word) {
        for (SteeringScope scope : values()) {
            if (scope.word().equals(word)) {
                return scope;
            }
        }
        return null;
    }

    SteeringScope orLower(SteeringScope other) {
        return compareTo(other) < 0 ? this : other;
    }
}
