package dev.errata.reference.harpoon.webhooks;

import dev.errata.guard.Caller;
import dev.errata.reference.harpoon.Envelope;
import dev.errata.reference.harpoon.HarpoonErrors;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of Open Collections; a team has one endpoint or none. */
@RestController
@RequestMapping("/v1/open-collections/endpoint")
@Access(keyType = "secret", scopes = "webhooks:manage")
final class CollectionController {
    private final Database database;
    private final Collections collections;
    private final Addresses addresses;
    private final EventSender events;

    CollectionController(Database database, Collections collections, Addresses addresses, EventSender events) {
        this.database = database;
        this.collections = collections;
        this.addresses = addresses;
        this.events = events;
    }

    @GetMapping
    Envelope get(Caller caller) {
        return Envelope.of(database.read(db -> collections.find(db, caller))
                .map(CollectionEndpoint::view)
                .orElse(null));
    }

    record CreateRequest(
            @NotNull @Nullable Object url,
            @Size(max = 500) @Nullable String description) {}

    record Created(boolean success, CollectionEndpoint.View data, String secret, String message) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(Caller caller, @Valid @RequestBody CreateRequest request) {
        String url = url(Objects.requireNonNull(request.url()));
        CollectionEndpoint made = database.write(db -> collections.create(db, caller, url, request.description()));
        return new Created(true, made.view(), made.secret(), "Store the secret now; it is not shown again.");
    }

    record UpdateRequest(
            @Nullable Object url,
            @Size(max = 500) @Nullable String description,
            @Nullable Boolean isActive) {}

    @PutMapping
    Envelope update(Caller caller, @Valid @RequestBody UpdateRequest request) {
        String url = request.url() == null ? null : url(request.url());
        return Envelope.of(
                database.write(db -> collections.update(db, caller, url, request.description(), request.isActive()))
                        .view());
    }

    @DeleteMapping
    Deleted delete(Caller caller) {
        database.write(db -> {
            collections.delete(db, caller);
            return true;
        });
        return Deleted.DONE;
    }

    @PostMapping("/test")
    Tested test(Caller caller) {
        CollectionEndpoint endpoint = database.read(db -> collections.get(db, caller));
        return Tested.of(events.sendSample(endpoint));
    }

    /** As for webhooks, the secret is for a person with a password. */
    @PostMapping("/secret")
    Envelope reveal(Caller caller) {
        database.read(db -> collections.get(db, caller));
        throw HarpoonErrors.accessDenied();
    }

    /** Looks names up, so it is called outside of transactions. */
    private String url(Object sent) {
        return addresses.safe("url", addresses.parse("url", sent));
    }
}
