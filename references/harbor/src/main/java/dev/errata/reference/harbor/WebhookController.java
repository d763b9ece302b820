package dev.errata.reference.harbor;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import dev.errata.webhooks.UrlCheck;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

/** The routes of webhooks and of what was delivered to them. */
@RestController
@Access(scopes = "webhooks:manage")
final class WebhookController {
    private static final String ROUTE = "/v1/webhooks";
    private static final String EVENT = "\\*|" + EventController.TYPE;
    private static final String EVENT_RULE = "must be the type of an event, or * for all";

    private final Database database;
    private final Catalog catalog;
    private final HarborStore store;
    private final Workspaces workspaces;
    private final Once once;
    private final Lists lists;
    private final DeliveryRecords records;
    private final EventSender sender;
    private final UrlCheck urls;
    private final Ids ids;
    private final InstantSource clock;

    WebhookController(
            Database database,
            Catalog catalog,
            HarborStore store,
            Workspaces workspaces,
            Once once,
            Lists lists,
            DeliveryRecords records,
            EventSender sender,
            UrlCheck urls,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.store = store;
        this.workspaces = workspaces;
        this.once = once;
        this.lists = lists;
        this.records = records;
        this.sender = sender;
        this.urls = urls;
        this.ids = ids;
        this.clock = clock;
    }

    record CreateRequest(
            @NotNull @Nullable String workspaceId,
            @NotNull @Size(max = 2048) @Nullable String url,

            @NotNull @NotEmpty @Size(max = 50) @Nullable
            List<@NotNull @Size(max = 128) @Pattern(regexp = EVENT, message = EVENT_RULE) String> events) {}

    record Created(
            String id,
            String workspaceId,
            String url,
            List<String> events,
            String secret,
            String status,
            Instant createdAt) {}

    @PostMapping(ROUTE)
    ResponseEntity<byte[]> create(
            Caller caller, @RequestHeader HttpHeaders headers, @Valid @RequestBody CreateRequest request) {
        String url = safe(Objects.requireNonNull(request.url()));
        return once.answer(HttpStatus.CREATED, caller, ROUTE, headers, request, db -> create(db, caller, request, url));
    }

    private Created create(JdbcClient db, Caller caller, CreateRequest request, String url) {
        Workspace workspace = workspaces.toWrite(db, caller, Objects.requireNonNull(request.workspaceId()));
        Webhook made = new Webhook(
                ids.webhook(),
                workspace.id(),
                url,
                List.copyOf(Objects.requireNonNull(request.events())),
                ids.secret(),
                "active",
                Instant.ofEpochMilli(clock.instant().toEpochMilli()),
                store.nextNumber(db, workspace.id()));
        store.insert(db, made);
        return new Created(
                made.id(),
                made.workspaceId(),
                made.url(),
                made.events(),
                made.secret(),
                made.status(),
                made.createdAt());
    }

    private String safe(String url) {
        String broken = broken(url);
        if (broken != null) {
            throw catalog.answer(Condition.REQUEST_BODY_FIELD_CONSTRAINT, Facts.field("url", "body", broken))
                    .exception();
        }
        return url;
    }

    private @Nullable String broken(String url) {
        try {
            return urls.broken(new URI(url));
        } catch (URISyntaxException notAnAddress) {
            return UrlCheck.REACHABLE;
        }
    }

    @GetMapping(ROUTE)
    Page<Webhook.View> list(
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
                    reading -> store.webhooks(db, workspace.id(), reading.beyond(), reading.most()),
                    Webhook::number,
                    Webhook::view);
        });
    }

    @GetMapping("/v1/webhooks/{id}")
    Webhook.View get(Caller caller, @PathVariable String id) {
        return database.read(db -> webhook(db, caller, id, false)).view();
    }

    private Webhook webhook(JdbcClient db, Caller caller, String id, boolean write) {
        Webhook webhook = store.webhook(db, id).orElseThrow(() -> HarborErrors.resourceNotFound("webhook", id));
        workspaces.of(db, caller, webhook.workspaceId(), "webhook", id, write);
        return webhook;
    }

    @GetMapping("/v1/webhooks/{id}/deliveries")
    Page<DeliveryRecords.Entry> deliveries(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(name = "starting_after", required = false) @Nullable String startingAfter) {
        Place place = lists.place(caller, "GET " + ROUTE + "/{id}/deliveries", id, startingAfter);
        return database.read(db -> {
            Webhook webhook = webhook(db, caller, id, false);
            return lists.page(
                    place,
                    limit,
                    reading -> records.ofWebhook(db, webhook.id(), reading.beyond(), reading.most()),
                    DeliveryRecords.Entry::number,
                    entry -> entry);
        });
    }

    record Replayed(String id, DeliveryStatus status) {}

    @PostMapping("/v1/webhooks/{id}/deliveries/{delivery}/replay")
    ResponseEntity<byte[]> replay(
            Caller caller, @RequestHeader HttpHeaders headers, @PathVariable String id, @PathVariable String delivery) {
        String route = ROUTE + "/" + id + "/deliveries/" + delivery + "/replay";
        return once.answer(
                HttpStatus.ACCEPTED, caller, route, headers, Map.of(), db -> replay(db, caller, id, delivery));
    }

    private Replayed replay(JdbcClient db, Caller caller, String id, String delivery) {
        Webhook webhook = webhook(db, caller, id, true);
        DeliveryRecords.Entry found = records.byId(db, webhook.id(), delivery)
                .orElseThrow(() -> HarborErrors.resourceNotFound("delivery", delivery));
        if (found.status() == DeliveryStatus.PENDING) {
            throw HarborErrors.stateConflict();
        }
        Event event = store.event(db, found.eventId())
                .orElseThrow(() -> HarborErrors.resourceNotFound("event", found.eventId()));
        // Between the note of the last attempt and the end of the job, the queue still has the delivery.
        if (!sender.replay(db, found, webhook.id(), event)) {
            throw HarborErrors.stateConflict();
        }
        return new Replayed(delivery, DeliveryStatus.PENDING);
    }
}
