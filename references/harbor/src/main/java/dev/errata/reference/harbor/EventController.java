package dev.errata.reference.harbor;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The routes of events. */
@RestController
final class EventController {
    private static final String ROUTE = "/v1/events";
    static final String TYPE = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*";

    private final Database database;
    private final Catalog catalog;
    private final HarborStore store;
    private final Workspaces workspaces;
    private final Once once;
    private final Lists lists;
    private final EventSender sender;
    private final JsonMapper json;
    private final Ids ids;
    private final InstantSource clock;

    EventController(
            Database database,
            Catalog catalog,
            HarborStore store,
            Workspaces workspaces,
            Once once,
            Lists lists,
            EventSender sender,
            JsonMapper json,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.store = store;
        this.workspaces = workspaces;
        this.once = once;
        this.lists = lists;
        this.sender = sender;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    record CreateRequest(
            @NotNull @Nullable String workspaceId,

            @NotNull
            @Size(max = 128)
            @Pattern(regexp = TYPE, message = "must be words with dots between them")
            @Nullable
            String type,

            @NotNull @Nullable Map<String, @Nullable Object> payload) {}

    @PostMapping(ROUTE)
    @Access(scopes = "events:write")
    ResponseEntity<byte[]> create(
            Caller caller, @RequestHeader HttpHeaders headers, @Valid @RequestBody CreateRequest request) {
        String payload = json.writeValueAsString(request.payload());
        long most = catalog.limit("payload-bytes");
        if (payload.getBytes(StandardCharsets.UTF_8).length > most) {
            throw catalog.answer(
                            Condition.REQUEST_BODY_FIELD_CONSTRAINT,
                            Facts.field("payload", "body", "must have at most " + most + " bytes as JSON"))
                    .exception();
        }
        return once.answer(
                HttpStatus.CREATED, caller, ROUTE, headers, request, db -> create(db, caller, request, payload));
    }

    private Event create(JdbcClient db, Caller caller, CreateRequest request, String payload) {
        Workspace workspace = workspaces.toWrite(db, caller, Objects.requireNonNull(request.workspaceId()));
        Event event = new Event(
                ids.event(),
                Objects.requireNonNull(request.type()),
                workspace.id(),
                json.readTree(payload),
                Instant.ofEpochMilli(clock.instant().toEpochMilli()),
                store.nextNumber(db, workspace.id()));
        store.insert(db, event, payload);
        sender.publish(db, event);
        return event;
    }

    @GetMapping("/v1/events/{id}")
    @Access(scopes = "events:read")
    Event get(Caller caller, @PathVariable String id) {
        return database.read(db -> {
            Event event = store.event(db, id).orElseThrow(() -> HarborErrors.resourceNotFound("event", id));
            workspaces.of(db, caller, event.workspaceId(), "event", id, false);
            return event;
        });
    }

    @GetMapping(ROUTE)
    @Access(scopes = "events:read")
    Page<Event> list(
            Caller caller,
            @RequestParam("workspace_id") String workspaceId,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String startingAfter) {
        Place place = lists.place(caller, "GET " + ROUTE, workspaceId, startingAfter);
        return database.read(db -> {
            Workspace workspace = workspaces.toRead(db, caller, workspaceId);
            return lists.page(
                    place,
                    limit,
                    reading -> store.events(db, workspace.id(), reading.beyond(), reading.most()),
                    Event::number,
                    event -> event);
        });
    }
}
