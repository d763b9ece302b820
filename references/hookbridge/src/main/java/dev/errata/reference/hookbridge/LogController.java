package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of what was sent, and of what was given up. */
@RestController
final class LogController {
    private static final String LOGS = "/v1/logs";
    private static final String GIVEN_UP = "/v1/dlq/messages";

    private final Database database;
    private final Endpoints endpoints;
    private final Messages messages;
    private final Spans spans;
    private final Lists lists;

    LogController(Database database, Endpoints endpoints, Messages messages, Spans spans, Lists lists) {
        this.database = database;
        this.endpoints = endpoints;
        this.messages = messages;
        this.spans = spans;
        this.lists = lists;
    }

    /**
     * One message of the log.
     *
     * @param endpoint the address of its endpoint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String messageId,
            String endpoint,
            MessageStatus status,
            int attemptCount,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Long responseStatus,
            @Nullable Long responseLatencyMs,
            @Nullable String lastError) {}

    @GetMapping(LOGS)
    Answer logs(
            Caller caller,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(required = false) @Pattern(regexp = Message.STATUSES) @Nullable String status,
            @RequestParam(name = "start_time", required = false) @Nullable String start,
            @RequestParam(name = "end_time", required = false) @Nullable String end,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Spans.Span span = spans.ofQuery(start, end);
        return Answer.page(database.read(db -> {
            if (endpointId != null) {
                endpoints.mustFind(db, caller.owner(), endpointId);
            }
            MessageQuery query = MessageQuery.logged(caller.owner(), endpointId, status, span.start(), span.end());
            Answer.Page<Message> page = page(db, caller, LOGS, query, limit, cursor);
            Map<String, String> urls = urls(db, page.items());
            return new Answer.Page<>(
                    page.items().stream().map(message -> entry(message, urls)).toList(), page.next());
        }));
    }

    private Answer.Page<Message> page(
            JdbcClient db, Caller caller, String route, MessageQuery query, int limit, @Nullable String cursor) {
        return lists.page(
                caller,
                "GET " + route,
                query.filter(),
                limit,
                cursor,
                reading -> messages.page(db, query, reading),
                Message::number);
    }

    private Map<String, String> urls(JdbcClient db, List<Message> of) {
        return endpoints.urls(db, of.stream().map(Message::endpointId).toList());
    }

    private static Entry entry(Message m, Map<String, String> urls) {
        return new Entry(
                m.id(),
                Objects.requireNonNull(urls.get(m.endpointId())),
                m.status(),
                m.attemptCount(),
                m.createdAt(),
                m.deliveredAt(),
                m.nextAttemptAt(),
                m.responseStatus(),
                m.responseLatencyMs(),
                m.lastError());
    }

    /**
     * A message that was given up: its entry in the log, and when it was given up.
     *
     * @param entry with a last error, always
     */
    record GivenUp(@JsonUnwrapped Entry entry, Instant failedAt) {}

    /** What is in this list tells where the list goes on, unlike in any other. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GivenUpPage(
            List<GivenUp> messages,
            boolean hasMore,
            @Nullable String nextCursor) {}

    @GetMapping(GIVEN_UP)
    Answer givenUp(
            Caller caller,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        MessageQuery query = MessageQuery.kept(caller.owner(), null, MessageStatus.FAILED_PERMANENT.toString());
        return Answer.of(database.read(db -> {
            Answer.Page<Message> page = page(db, caller, GIVEN_UP, query, limit, cursor);
            Map<String, String> urls = urls(db, page.items());
            List<GivenUp> items = page.items().stream()
                    .map(message -> new GivenUp(entry(message, urls), message.updatedAt()))
                    .toList();
            return new GivenUpPage(items, page.next() != null, page.next());
        }));
    }
}
