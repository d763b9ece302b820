package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The routes of exports. */
@RestController
final class ExportController {
    private static final String ROUTE = "/v1/exports";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final Accounts accounts;
    private final Endpoints endpoints;
    private final Exports exports;
    private final Exporter exporter;
    private final Spans spans;
    private final Ids ids;
    private final InstantSource clock;

    ExportController(
            Database database,
            Accounts accounts,
            Endpoints endpoints,
            Exports exports,
            Exporter exporter,
            Spans spans,
            Ids ids,
            InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.exports = exports;
        this.exporter = exporter;
        this.spans = spans;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Which part of the log.
     *
     * @param direction outbound, which is all that there is here
     */
    record ExportRequest(
            @NotNull @Nullable String startTime,
            @NotNull @Nullable String endTime,
            @Pattern(regexp = Message.STATUSES) @Nullable String status,

            @Pattern(regexp = "outbound", message = "must be outbound") @Nullable
            String direction,

            @Nullable String endpointId) {}

    @PostMapping(ROUTE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer create(Caller caller, @Valid @RequestBody ExportRequest request) {
        Spans.Span span = spans.ofBody(request.startTime(), request.endTime());
        Export made = database.write(db -> {
            if (request.endpointId() != null) {
                endpoints.mustFind(db, caller.owner(), request.endpointId());
            }
            Tenant tenant = accounts.toCount(db, caller);
            if (!tenant.plan().isPaid()) {
                throw HookBridgeErrors.planRequired(
                        "exports", Plan.PRO.word(), tenant.plan().word());
            }
            refuseTooMany(db, caller);
            Export export = pending(caller, span, request);
            exports.insert(db, export);
            return export;
        });
        exporter.look();
        return Answer.of(made);
    }

    private Export pending(Caller caller, Spans.Span span, ExportRequest request) {
        return new Export(
                ids.uuid(),
                caller.owner(),
                ExportStatus.PENDING,
                Objects.requireNonNull(span.start()),
                Objects.requireNonNull(span.end()),
                request.status(),
                request.endpointId(),
                ids.token(),
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.ofEpochMilli(clock.millis()),
                0,
                null);
    }

    private void refuseTooMany(JdbcClient db, Caller caller) {
        long atOnce = HookBridgeErrors.CATALOG.limit("exports-at-once");
        if (exports.activeOf(db, caller.owner()) >= atOnce) {
            Duration poll = Duration.ofSeconds(HookBridgeErrors.CATALOG.limit("export-poll-seconds"));
            throw HookBridgeErrors.exportLimitExceeded(poll, atOnce, "concurrency", poll.toMillis());
        }
        long anHour = HookBridgeErrors.CATALOG.limit("exports-per-hour");
        List<Instant> recent = exports.ofLastHour(db, caller.owner());
        if (recent.size() >= anHour) {
            Instant free = recent.get(recent.size() - (int) anHour).plus(HOUR);
            Duration wait = Duration.between(clock.instant(), free);
            throw HookBridgeErrors.exportLimitExceeded(wait, anHour, "rate", Math.max(1, wait.toMillis()));
        }
    }

    @GetMapping(ROUTE)
    Answer list(Caller caller) {
        return Answer.page(new Answer.Page<>(database.read(db -> exports.of(db, caller.owner())), null));
    }

    @GetMapping(ROUTE + "/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(database.read(db -> exports.mustFind(db, caller.owner(), id)));
    }

    /** Leads to an address that anybody who knows it can download from, as long as the file is kept. */
    @GetMapping(ROUTE + "/{id}/download")
    ResponseEntity<Void> download(Caller caller, @PathVariable String id) {
        Export export = database.read(db -> exports.mustFind(db, caller.owner(), id));
        if (export.status() == ExportStatus.EXPIRED) {
            throw HookBridgeErrors.exportExpired(Objects.requireNonNull(export.expiresAt()));
        }
        if (export.status() != ExportStatus.COMPLETED) {
            throw HookBridgeErrors.exportNotReady(export.status().toString());
        }
        URI file = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(DownloadController.FOLDER + export.token())
                .build()
                .toUri();
        return ResponseEntity.status(HttpStatus.FOUND).location(file).build();
    }

    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        database.write(db -> {
            Export export = exports.mustFindToChange(db, caller.owner(), id);
            if (export.isActive()) {
                throw HookBridgeErrors.exportActive(export.status().toString());
            }
            exports.delete(db, id);
            return id;
        });
        return Answer.of(new Answer.Deleted(id));
    }
}
