package dev.errata.reference.harborprotocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands.
 *
 * @param kind {@code agent} or {@code flow}
 * @param query what it is to do; one that ends in a question mark is put back to the user first
 * @param steps how many things it has done
 * @param result what came of it, null before its end
 */
record Task(
        String id,
        Owner owner,
        String kind,
        TaskState state,
        int priority,
        String query,
        @Nullable String description,
        Instant createdAt,
        Instant updatedAt,
        int steps,
        @Nullable String result) {

    /** What the protocol shows of it. */
    record View(
            String id,
            String kind,
            String status,
            int priority,
            String query,
            @Nullable String description,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String result) {}

    View view() {
        return new View(id, kind, state.word(), priority, query, description, createdAt, updatedAt, result);
    }

    Task in(TaskState next, @Nullable String came, Instant now) {
        return new Task(id, owner, kind, next, priority, query, description, createdAt, now, steps, came);
    }

    /** After one more step. */
    Task stepped(int newPriority, String newQuery, Instant now) {
        return new Task(id, owner, kind, state, newPriority, newQuery, description, createdAt, now, steps + 1, result);
    }

    boolean isQuestion() {
        return query.stripTrailing().endsWith("?");
    }
}
