package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Reading;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of what was taken in, and of what was refused. */
@RestController
final class InboundLogController {
    private static final String LOGS = "/v1/inbound-logs";
    private static final String REJECTIONS = "/v1/inbound-rejections";

    private final Database database;
    private final InboundEndpoints endpoints;
    private final InboundMessages messages;
    private final Rejections rejections;
    private final Spans spans;
    private final Lists lists;

    InboundLogController(
            Database database,
            InboundEndpoints endpoints,
            InboundMessages messages,
            Rejections rejections,
            Spans spans,
            Lists lists) {
        this.database = database;
        this.endpoints = endpoints;
        this.messages = messages;
        this.rejections = rejections;
        this.spans = spans;
        this.lists = lists;
    }

    /**
     * One message of the log.
     *
     * @param endpoint the address that it goes to; empty in mode {@code cli}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            String messageId,
            String inboundEndpointId,
            String endpoint,
            MessageStatus status,
            int attemptCount,
            Instant receivedAt) {}

    @GetMapping("/v1/inbound-messages/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(database.read(db -> messages.mustFind(db, caller.owner(), id)));
    }

    @GetMapping(LOGS)
    Answer logs(
            Caller caller,
            @RequestParam(name = "inbound_endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(required = false) @Pattern(regexp = Message.STATUSES) @Nullable String status,
            @RequestParam(name = "start_time", required = false) @Nullable String start,
            @RequestParam(name = "end_time", required = false) @Nullable String end,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        InboundQuery query = new InboundQuery(caller.owner(), endpointId, status, spans.ofQuery(start, end));
        return Answer.page(database.read(db -> {
            Answer.Page<InboundMessage> page = page(
                    db,
                    caller,
                    LOGS,
                    query,
                    new Asked(limit, cursor),
                    (found, reading) -> messages.page(db, found, reading),
                    InboundMessage::number);
            Map<String, String> urls = new HashMap<>();
            page.items()
                    .forEach(message -> urls.computeIfAbsent(message.inboundEndpointId(), id -> endpoints.url(db, id)));
            return new Answer.Page<>(
                    page.items().stream().map(message -> entry(message, urls)).toList(), page.next());
        }));
    }

    @GetMapping(REJECTIONS)
    Answer rejections(
            Caller caller,
            @RequestParam(name = "inbound_endpoint_id", required = false) @Nullable String endpointId,
            @RequestParam(name = "start_time", required = false) @Nullable String start,
            @RequestParam(name = "end_time", required = false) @Nullable String end,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        InboundQuery query = new InboundQuery(caller.owner(), endpointId, null, spans.ofQuery(start, end));
        return Answer.page(database.read(db -> page(
                db,
                caller,
                REJECTIONS,
                query,
                new Asked(limit, cursor),
                (found, reading) -> rejections.page(db, found, reading),
                Rejection::number)));
    }

    /** How much is wanted, and from where on. */
    private record Asked(int limit, @Nullable String cursor) {}

    private <T> Answer.Page<T> page(
            JdbcClient db,
            Caller caller,
            String route,
            InboundQuery query,
            Asked asked,
            BiFunction<InboundQuery, Reading, List<T>> read,
            ToLongFunction<T> number) {
        if (query.endpointId() != null) {
            endpoints.mustFind(db, caller.owner(), query.endpointId());
        }
        return lists.page(
                caller,
                "GET " + route,
                query.filter(),
                asked.limit(),
                asked.cursor(),
                reading -> read.apply(query, reading),
                number);
    }

    private static Entry entry(InboundMessage m, Map<String, String> urls) {
        return new Entry(
                m.id(),
                m.inboundEndpointId(),
                Objects.requireNonNull(urls.get(m.inboundEndpointId())),
                m.progress().status(),
                m.progress().attemptCount(),
                m.content().receivedAt());
    }
}
