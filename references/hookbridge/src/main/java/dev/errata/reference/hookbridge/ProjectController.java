package dev.errata.reference.hookbridge;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of projects. */
@RestController
final class ProjectController {
    private static final String ROUTE = "/v1/projects";
    private static final int MOST_RATE = 100_000;

    private final Database database;
    private final Accounts accounts;
    private final KeyRecords keys;
    private final Ids ids;
    private final InstantSource clock;

    ProjectController(Database database, Accounts accounts, KeyRecords keys, Ids ids, InstantSource clock) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a project shall be; null leaves it as it is. */
    record ProjectRequest(
            @NotNull(groups = Creation.class) @Size(min = 1, max = 255) @Nullable
            String name,

            @Min(0) @Max(MOST_RATE) @Nullable Long rateLimitDefault) {
        /** Nothing, which PHP's kit writes {@code []}. */
        ProjectRequest() {
            this(null, null);
        }
    }

    /** What only a new project must have. */
    interface Creation {}

    @GetMapping(ROUTE)
    Answer list(Caller caller) {
        return Answer.of(database.read(db -> accounts.projects(db, caller.user())));
    }

    @PostMapping(ROUTE)
    @ResponseStatus(HttpStatus.CREATED)
    Answer create(Caller caller, @Validated({Creation.class, Default.class}) @RequestBody ProjectRequest request) {
        return Answer.of(database.write(db -> {
            Tenant tenant = accounts.toCount(db, caller);
            int current = accounts.projects(db, tenant.id()).size();
            if (current >= tenant.plan().projects()) {
                throw HookBridgeErrors.projectLimitReached(
                        tenant.plan().projects(), current, tenant.plan().word());
            }
            Project made = new Project(
                    ids.uuid(),
                    tenant.id(),
                    Objects.requireNonNull(request.name()),
                    ProjectStatus.ACTIVE,
                    Objects.requireNonNullElse(request.rateLimitDefault(), 0L),
                    Instant.ofEpochMilli(clock.millis()));
            accounts.insert(db, made);
            return made;
        }));
    }

    @GetMapping(ROUTE + "/{id}")
    Answer get(Caller caller, @PathVariable String id) {
        return Answer.of(database.read(db -> accounts.project(db, caller, id)));
    }

    @PutMapping(ROUTE + "/{id}")
    Answer update(Caller caller, @PathVariable String id, @Valid @RequestBody ProjectRequest request) {
        return Answer.of(database.write(db -> {
            Project before = accounts.projectToChange(db, caller, id);
            accounts.toWrite(db, caller);
            Project after = new Project(
                    before.id(),
                    before.tenantId(),
                    Objects.requireNonNullElse(request.name(), before.name()),
                    before.status(),
                    Objects.requireNonNullElse(request.rateLimitDefault(), before.rateLimitDefault()),
                    before.createdAt());
            accounts.update(db, after);
            return after;
        }));
    }

    /** The keys of a project end with it. */
    @DeleteMapping(ROUTE + "/{id}")
    Answer delete(Caller caller, @PathVariable String id) {
        database.write(db -> {
            Project project = accounts.projectToChange(db, caller, id);
            keys.of(db, id).forEach(key -> keys.delete(db, id, key.id()));
            accounts.delete(db, project);
            return id;
        });
        return Answer.of(new Answer.Deleted(id));
    }
}
