package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of endpoints. */
@RestController
final class EndpointController {
    private static final String ROUTE = "/v1/endpoints";

    private final Database database;
    private final Accounts accounts;
    private final Endpoints endpoints;
    private final EndpointUrls urls;
    private final CustomHeaders headers;
    private final Deliveries deliveries;
    private final Lists lists;
    private final Ids ids;
    private final InstantSource clock;

    EndpointController(
            Database database,
            Accounts accounts,
            Endpoints endpoints,
            EndpointUrls urls,
            CustomHeaders headers,
            Deliveries deliveries,
            Lists lists,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.urls = urls;
        this.headers = headers;
        this.deliveries = deliveries;
        this.lists = lists;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What an endpoint shall be; null leaves it as it is.
     *
     * @param hmacEnabled what older callers send; every delivery is signed
     */
    record EndpointRequest(
            @NotNull(groups = Creation.class) @Nullable String url,
            @Size(max = 500) @Nullable String description,
            @Min(0) @Max(1000) @Nullable Integer rateLimitRps,
            @Min(0) @Max(10_000) @Nullable Integer burst,
            @Nullable Map<String, @NotNull String> headers,
            @Nullable Boolean hmacEnabled) {
        /** Nothing, which PHP's kit writes {@code []}. */
        EndpointRequest() {
            this(null, null, null, null, null, null);
        }
    }

    /** What only a new endpoint must have. */
    interface Creation {}

    record Created(
            String id,
            String url,
            @Nullable String description,
            String signingKeyId,
            String signingSecret,
            String keyHint,
            boolean paused,
            Instant createdAt) {}

    @PostMapping(ROUTE)
    @ResponseStatus(HttpStatus.CREATED)
    Answer create(Caller caller, @Validated({Creation.class, Default.class}) @RequestBody EndpointRequest request) {
        headers.check(request.headers());
        String url = Objects.requireNonNull(request.url());
        // Names are looked up outside of the transaction that writes, for which others wait.
        database.read(db -> accounts.toWrite(db, caller));
        urls.check(url);
        return Answer.of(database.write(db -> create(db, caller, request, url)));
    }

    private Created create(JdbcClient db, Caller caller, EndpointRequest request, String url) {
        Tenant tenant = accounts.toCount(db, caller);
        refuseDuplicate(db, caller, url, null);
        long current = endpoints.ofTenant(db, tenant.id());
        if (current >= tenant.plan().endpoints()) {
            throw HookBridgeErrors.endpointLimitReached(
                    tenant.plan().endpoints(), current, tenant.plan().word());
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        int rps = Objects.requireNonNullElse(request.rateLimitRps(), 0);
        Endpoint made = new Endpoint(
                ids.endpoint(),
                caller.owner(),
                url,
                request.description(),
                rps,
                Objects.requireNonNullElse(request.burst(), rps),
                Objects.requireNonNullElse(request.headers(), Map.of()),
                false,
                now,
                now,
                0);
        endpoints.insert(db, made);
        SigningKey key = new SigningKey(ids.signingKey(), ids.secret(), now);
        endpoints.insert(db, made.id(), key);
        return new Created(made.id(), url, made.description(), key.id(), key.secret(), key.hint(), false, now);
    }

    private void refuseDuplicate(JdbcClient db, Caller caller, String url, @Nullable String besides) {
        endpoints
                .withUrl(db, caller.owner(), url)
                .filter(id -> !id.equals(besides))
                .ifPresent(id -> {
                    throw HookBridgeErrors.duplicateUrl(id);
                });
    }

    @GetMapping(ROUTE)
    Answer list(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Answer.Page<Endpoint> page = database.read(db -> lists.page(
                caller,
                "GET " + ROUTE,
                Map.of(),
                limit,
                cursor,
                reading -> endpoints.page(db, caller.owner(), reading),
                Endpoint::number));
        return Answer.page(
                new Answer.Page<>(page.items().stream().map(Endpoint::item).toList(), page.next()));
    }

    @GetMapping(ROUTE + "/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(database.read(db -> endpoints.mustFind(db, caller.owner(), id)));
    }

    record Updated(@JsonUnwrapped Endpoint endpoint, boolean updated) {}

    @PatchMapping(ROUTE + "/{id}")
    Answer update(Caller caller, @PathVariable String id, @Valid @RequestBody EndpointRequest request) {
        headers.check(request.headers());
        database.read(db -> {
            endpoints.mustFind(db, caller.owner(), id);
            return accounts.toWrite(db, caller);
        });
        if (request.url() != null) {
            urls.check(request.url());
        }
        return Answer.of(database.write(db -> {
            accounts.toCount(db, caller);
            Endpoint before = endpoints.mustFind(db, caller.owner(), id);
            Endpoint after = changed(before, request);
            refuseDuplicate(db, caller, after.url(), id);
            endpoints.update(db, after);
            return new Updated(after, true);
        }));
    }

    private Endpoint changed(Endpoint e, EndpointRequest request) {
        return new Endpoint(
                e.id(),
                e.projectId(),
                Objects.requireNonNullElse(request.url(), e.url()),
                request.description() == null ? e.description() : request.description(),
                Objects.requireNonNullElse(request.rateLimitRps(), e.rateLimitRps()),
                Objects.requireNonNullElse(request.burst(), e.burst()),
                Objects.requireNonNullElse(request.headers(), e.headers()),
                e.paused(),
                e.createdAt(),
                Instant.ofEpochMilli(clock.millis()),
                e.number());
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        database.write(db -> {
            endpoints.delete(db, caller.owner(), id);
            return id;
        });
        return Answer.of(new Answer.Deleted(id));
    }

    record Paused(String id, boolean paused) {}

    record Resumed(String id, boolean paused, int messagesRequeued) {}

    @PostMapping(ROUTE + "/{id}/pause")
    Answer pause(Caller caller, @PathVariable String id) {
        database.write(db -> {
            endpoints.pause(db, caller.owner(), id, true);
            return id;
        });
        return Answer.of(new Paused(id, true));
    }

    @PostMapping(ROUTE + "/{id}/resume")
    Answer resume(Caller caller, @PathVariable String id) {
        return Answer.of(database.write(db -> {
            endpoints.pause(db, caller.owner(), id, false);
            return new Resumed(id, false, deliveries.resume(db, id));
        }));
    }
}
