package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes that remove messages: one, some, or all of a kind. What was removed before may be removed again. */
@RestController
final class DeletionController {
    private static final String ROUTE = "/v1/messages";
    private static final int BATCH = 100;
    private static final String SEVERAL = "(" + Message.STATUSES + ")(,(" + Message.STATUSES + "))*";
    private static final String WORDS = "must be one of queued, delivering, pending_retry, succeeded and"
            + " failed_permanent, or several of them with commas between";

    private final Database database;
    private final Endpoints endpoints;
    private final Messages messages;
    private final Deletions deletions;
    private final Spans spans;

    DeletionController(Database database, Endpoints endpoints, Messages messages, Deletions deletions, Spans spans) {
        this.database = database;
        this.endpoints = endpoints;
        this.messages = messages;
        this.deletions = deletions;
        this.spans = spans;
    }

    /**
     * A message that is gone.
     *
     * @param alreadyDeleted whether it had been before
     */
    record One(String messageId, Instant deletedAt, boolean alreadyDeleted) {}

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        Deletions.Result result = deletions.delete(caller, List.of(id)).get(0);
        if (result.deletedAt() == null) {
            throw HookBridgeErrors.notFound("message");
        }
        return Answer.of(new One(id, result.deletedAt(), result.outcome() == Deletions.Outcome.ALREADY_DELETED));
    }

    record BatchRequest(
            @NotNull @Size(min = 1, max = BATCH) @Nullable List<@NotNull String> messageIds) {}

    record Batch(List<Deletions.Result> results, long deletedCount, long alreadyDeletedCount, long notFoundCount) {
        static Batch of(List<Deletions.Result> results) {
            return new Batch(
                    results,
                    count(results, Deletions.Outcome.DELETED),
                    count(results, Deletions.Outcome.ALREADY_DELETED),
                    count(results, Deletions.Outcome.NOT_FOUND));
        }

        private static long count(List<Deletions.Result> results, Deletions.Outcome outcome) {
            return results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
        }
    }

    @PostMapping(ROUTE + "/delete-batch")
    Answer deleteBatch(Caller caller, @Valid @RequestBody BatchRequest request) {
        return Answer.of(Batch.of(deletions.delete(caller, Objects.requireNonNull(request.messageIds()))));
    }

    record All(long deleted, List<String> deletedMessageIds) {}

    /** All or none: there is never a part of them that was deleted beside an error. */
    @PostMapping(ROUTE + "/delete-all")
    Answer deleteAll(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = SEVERAL, message = WORDS) @Nullable String status,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(name = "created_after", required = false) @Nullable String after,
            @RequestParam(name = "created_before", required = false) @Nullable String before,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit) {
        Spans.Span span = spans.ofQuery("created_after", after, "created_before", before);
        Set<String> statuses = status == null ? Set.of() : Set.copyOf(Arrays.asList(status.split(",")));
        List<String> found = database.read(db -> {
            if (endpointId != null) {
                endpoints.mustFind(db, caller.owner(), endpointId);
            }
            MessageQuery query =
                    new MessageQuery(caller.owner(), endpointId, statuses, span.start(), span.end(), false);
            return messages.page(db, query, new Reading(Long.MAX_VALUE, limit)).stream()
                    .map(Message::id)
                    .toList();
        });
        List<String> deleted = deletions.delete(caller, found).stream()
                .filter(result -> result.outcome() == Deletions.Outcome.DELETED)
                .map(Deletions.Result::messageId)
                .toList();
        return Answer.of(new All(deleted.size(), deleted));
    }
}
