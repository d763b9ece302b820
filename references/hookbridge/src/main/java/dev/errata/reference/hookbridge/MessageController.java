package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of messages. */
@RestController
final class MessageController {
    private static final String ROUTE = "/v1/messages";
    /** The last so many are shown; without replays a message has eight. */
    private static final int ATTEMPTS = 200;

    private final Database database;
    private final Messages messages;
    private final Attempts attempts;
    private final Replays replays;

    MessageController(Database database, Messages messages, Attempts attempts, Replays replays) {
        this.database = database;
        this.messages = messages;
        this.attempts = attempts;
        this.replays = replays;
    }

    @GetMapping(ROUTE + "/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(database.read(db -> messages.mustFind(db, caller.owner(), id)));
    }

    @GetMapping(ROUTE + "/{id}/attempts")
    Answer attempts(Caller caller, @PathVariable String id) {
        List<Attempts.Entry> last = database.read(db ->
                attempts.last(db, messages.mustFind(db, caller.owner(), id).id(), ATTEMPTS + 1));
        boolean more = last.size() > ATTEMPTS;
        return Answer.with(more ? last.subList(1, last.size()) : last, Map.of("has_more", more));
    }

    @PostMapping(ROUTE + "/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer replay(Caller caller, @PathVariable String id) {
        replays.replay(caller, id);
        return replayed(id);
    }

    private static Answer replayed(String id) {
        return Answer.of("The message is queued once more.", new SendController.Sent(id, MessageStatus.QUEUED));
    }

    /** A message that was given up, sent once more; that does not count. */
    @PostMapping("/v1/dlq/replay/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer replayGivenUp(Caller caller, @PathVariable String id) {
        replays.replayGivenUp(caller, id);
        return replayed(id);
    }

    record BatchRequest(@NotNull @NotEmpty @Nullable List<@NotNull String> messageIds) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String messageId, String status, @Nullable String error) {}

    record Batch(long replayed, long failed, long stuck, List<Item> results) {}

    @PostMapping(ROUTE + "/replay-batch")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer replayBatch(Caller caller, @Valid @RequestBody BatchRequest request) {
        List<Replays.Result> results = replays.replay(caller, Objects.requireNonNull(request.messageIds()));
        long failed = results.stream().filter(result -> result.error() != null).count();
        List<Item> items = results.stream()
                .map(result -> new Item(result.messageId(), result.status(), result.error()))
                .toList();
        return Answer.of(queued(results.size() - failed), new Batch(results.size() - failed, failed, 0, items));
    }

    record All(long replayed, long failed, long stuck, List<String> replayedMessageIds, List<String> stuckMessageIds) {}

    @PostMapping(ROUTE + "/replay-all")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer replayAll(
            Caller caller,
            @RequestParam @Pattern(regexp = Message.STATUSES) String status,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(defaultValue = "100") @Min(1) @Max(100) int limit) {
        MessageQuery query = MessageQuery.kept(caller.owner(), endpointId, status);
        List<String> found = database.read(db -> messages.page(db, query, new Reading(Long.MAX_VALUE, limit)).stream()
                .map(Message::id)
                .toList());
        List<Replays.Result> results = replays.replay(caller, found);
        List<String> replayed = results.stream()
                .filter(result -> result.error() == null)
                .map(Replays.Result::messageId)
                .toList();
        return Answer.of(
                queued(replayed.size()),
                new All(replayed.size(), results.size() - replayed.size(), 0, replayed, List.of()));
    }

    private static String queued(long number) {
        return number + (number == 1 ? " message is" : " messages are") + " queued once more.";
    }

    @PostMapping(ROUTE + "/{id}/retry-now")
    Answer retryNow(Caller caller, @PathVariable String id) {
        return Answer.of(replays.retryNow(caller, id));
    }

    @PostMapping(ROUTE + "/{id}/cancel")
    Answer cancel(Caller caller, @PathVariable String id) {
        return Answer.of(replays.cancel(caller, id));
    }
}
