package dev.errata.reference.harborprotocol;

import java.util.Locale;

/** Where a task stands: pending, then running and paused by turns, then one of three ends. */
enum TaskState {
    PENDING,
    RUNNING,
    PAUSED,
    COMPLETE,
    FAILED,
    CANCELLED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isEnd() {
        return compareTo(COMPLETE) >= 0;
    }

    static TaskState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
