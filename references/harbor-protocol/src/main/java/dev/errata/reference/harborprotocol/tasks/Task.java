package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.identity.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stands.
 *
 * @param ask what is to be done
 * @param progress how far it has come
 */
public record Task(String id, Owner owner, Ask ask, TaskState state, Progress progress) {
    /** The kind of tasks that {@code start} begins. */
    static final String FOREGROUND = "foreground";

    /**
     * What is to be done.
     *
     * @param query one that ends in a question mark is put back to the user first
     */
    public record Ask(String kind, String query, String description, int priority) {
        boolean isQuestion() {
            return query.stripTrailing().endsWith("?");
        }
    }

    /**
     * How far it has come.
     *
     * @param steps how many things it has done
     * @param result what came of it, null before its end
     * @param errorClass why it failed, null when it did not
     */
    public record Progress(
            Instant createdAt,
            Instant updatedAt,
            int steps,
            @Nullable String result,
            @Nullable String errorClass) {}

    Task in(TaskState next, @Nullable String came, @Nullable String errorClass, Instant now) {
        return new Task(
                id, owner, ask, next, new Progress(progress.createdAt(), now, progress.steps(), came, errorClass));
    }

    /** After one more step, with what is to be done from now on. */
    Task stepped(Ask next, Instant now) {
        return new Task(
                id,
                owner,
                next,
                state,
                new Progress(
                        progress.createdAt(), now, progress.steps() + 1, progress.result(), progress.errorClass()));
    }
}
