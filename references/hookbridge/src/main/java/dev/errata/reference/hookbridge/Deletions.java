package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes the payloads of messages away for good, and what would still send them; what the log says of them stays. */
@Component
final class Deletions {
    private final Database database;
    private final Messages messages;
    private final Deliveries deliveries;

    Deletions(Database database, Messages messages, Deliveries deliveries) {
        this.database = database;
        this.messages = messages;
        this.deliveries = deliveries;
    }

    /** What became of a message that somebody wants to be gone. */
    enum Outcome {
        DELETED,
        ALREADY_DELETED,
        NOT_FOUND;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of one message.
     *
     * @param deletedAt when it was deleted first; null when it was not found
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String messageId, Outcome outcome, @Nullable Instant deletedAt) {}

    /** Deletes messages, all of them in one transaction; those that are not the caller's are not found. */
    List<Result> delete(Caller caller, List<String> ids) {
        return database.write(db -> {
            // Held in one order by everybody, so that two who delete the same messages do not wait for each other.
            new TreeSet<>(ids).forEach(id -> MessageStatus.TRANSITIONS.hold(db, id));
            return ids.stream().map(id -> delete(db, caller, id)).toList();
        });
    }

    private Result delete(JdbcClient db, Caller caller, String id) {
        Message message = messages.find(db, id)
                .filter(found -> found.projectId().equals(caller.owner()))
                .orElse(null);
        if (message == null) {
            return new Result(id, Outcome.NOT_FOUND, null);
        }
        if (message.isDeleted()) {
            return new Result(id, Outcome.ALREADY_DELETED, message.deletedAt());
        }
        if (!message.hasEnded()) {
            // An attempt that is being made right now ends as it ends, and is the last one.
            deliveries.end(id);
        }
        return new Result(id, Outcome.DELETED, messages.delete(db, id));
    }
}
