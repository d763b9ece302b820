package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.Envelope;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of webhooks. */
@RestController
@Access(keyType = "secret", scopes = "webhooks:manage")
final class WebhookController {
    private final Database database;
    private final Webhooks webhooks;
    private final EventSender events;

    WebhookController(Database database, Webhooks webhooks, EventSender events) {
        this.database = database;
        this.webhooks = webhooks;
        this.events = events;
    }

    record CreateRequest(
            @NotNull @Nullable Object url,
            @NotNull @Size(max = 20) @Nullable List<@NotNull String> events,
            @Size(max = 500) @Nullable String description) {}

    record Created(String id, String url, List<String> events, String secret, boolean isActive, Instant createdAt) {}

    @PostMapping("/v1/webhooks")
    @ResponseStatus(HttpStatus.CREATED)
    Envelope create(Caller caller, @Valid @RequestBody CreateRequest request) {
        Webhooks.Checked wanted =
                webhooks.check(new Webhooks.Wanted(request.url(), request.events(), request.description(), null));
        Webhook made = database.write(db -> webhooks.create(
                db,
                caller,
                Objects.requireNonNull(wanted.url()),
                Objects.requireNonNull(wanted.events()),
                wanted.description()));
        return Envelope.of(
                new Created(made.id(), made.url(), made.events(), made.secret(), made.isActive(), made.createdAt()),
                "Store the secret now; it is not shown again.");
    }

    @GetMapping("/v1/webhooks")
    Envelope list(Caller caller) {
        return Envelope.of(database.read(db -> webhooks.list(db, caller)).stream()
                .map(Webhook::view)
                .toList());
    }

    @GetMapping("/v1/webhooks/{id}")
    Envelope get(Caller caller, @PathVariable String id) {
        return Envelope.of(database.read(db -> webhooks.get(db, caller, id)).view());
    }

    record UpdateRequest(
            @Nullable Object url,
            @Size(max = 20) @Nullable List<@NotNull String> events,
            @Size(max = 500) @Nullable String description,
            @Nullable Boolean isActive) {}

    @PutMapping("/v1/webhooks/{id}")
    Envelope update(Caller caller, @PathVariable String id, @Valid @RequestBody UpdateRequest request) {
        Webhooks.Checked wanted = webhooks.check(
                new Webhooks.Wanted(request.url(), request.events(), request.description(), request.isActive()));
        return Envelope.of(
                database.write(db -> webhooks.update(db, caller, id, wanted)).view());
    }

    @DeleteMapping("/v1/webhooks/{id}")
    Deleted delete(Caller caller, @PathVariable String id) {
        database.write(db -> {
            webhooks.delete(db, caller, id);
            return id;
        });
        return Deleted.DONE;
    }

    @PostMapping("/v1/webhooks/{id}/test")
    Tested test(Caller caller, @PathVariable String id) {
        Webhook webhook = database.read(db -> webhooks.get(db, caller, id));
        return Tested.of(events.sendSample(webhook));
    }

    /** A person with a password may see the secret again, in the dashboard; a key never may, whatever it holds. */
    @PostMapping("/v1/webhooks/{id}/secret")
    Envelope reveal(Caller caller, @PathVariable String id) {
        database.read(db -> webhooks.get(db, caller, id));
        throw HarpoonErrors.accessDenied();
    }
}
