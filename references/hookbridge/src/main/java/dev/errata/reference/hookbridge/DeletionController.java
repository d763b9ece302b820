package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.errata.core.ApiException;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final Database database;
    private final Endpoints endpoints;
    private final Messages messages;
    private final Replays replays;
    private final Spans spans;

    DeletionController(Database database, Endpoints endpoints, Messages messages, Replays replays, Spans spans) {
        this.database = database;
        this.endpoints = endpoints;
        this.messages = messages;
        this.replays = replays;
        this.spans = spans;
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        return Answer.of(Map.of("id", id, "deleted", true, "already_deleted", replays.delete(caller, id)));
    }

    record BatchRequest(
            @NotNull @Size(min = 1, max = BATCH) @Nullable List<@NotNull String> messageIds) {}

    /**
     * What became of one message.
     *
     * @param error a code, null when it was deleted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String messageId,
            boolean deleted,
            boolean alreadyDeleted,
            @Nullable String error) {}

    record Batch(long deleted, long failed, List<Item> results) {}

    @PostMapping(ROUTE + "/delete-batch")
    Answer deleteBatch(Caller caller, @Valid @RequestBody BatchRequest request) {
        List<Item> items = Objects.requireNonNull(request.messageIds()).stream()
                .map(id -> tried(caller, id))
                .toList();
        long deleted = items.stream().filter(Item::deleted).count();
        return Answer.of(new Batch(deleted, items.size() - deleted, items));
    }

    private Item tried(Caller caller, String id) {
        try {
            return new Item(id, true, replays.delete(caller, id), null);
        } catch (ApiException e) {
            return new Item(id, false, false, e.code().id());
        }
    }

    record All(long deleted, List<String> deletedMessageIds, boolean hasMore) {}

    @PostMapping(ROUTE + "/delete-all")
    Answer deleteAll(
            Caller caller,
            @RequestParam(required = false) @Pattern(regexp = Message.STATUSES) @Nullable String status,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(name = "created_after", required = false) @Nullable String after,
            @RequestParam(name = "created_before", required = false) @Nullable String before,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(1000) int limit) {
        Spans.Span span = spans.ofQuery("created_after", after, "created_before", before);
        List<String> found = database.read(db -> {
            if (endpointId != null) {
                endpoints.mustFind(db, caller.owner(), endpointId);
            }
            MessageQuery query = new MessageQuery(caller.owner(), endpointId, status, span.start(), span.end());
            return messages.page(db, query, new Lists.Reading(Long.MAX_VALUE, limit + 1)).stream()
                    .map(Message::id)
                    .toList();
        });
        List<String> some = found.subList(0, Math.min(limit, found.size()));
        some.forEach(id -> replays.delete(caller, id));
        return Answer.of(new All(some.size(), some, found.size() > limit));
    }
}
