package dev.errata.reference.harborprotocol.tasks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Ids;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Sha256;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.method.Valid;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Starts tasks, once for each idempotency key of a session. */
public final class TaskControl implements Surface {
    private final Database database;
    private final Sessions sessions;
    private final Tasks tasks;
    private final Runs runs;
    private final Bus bus;
    private final Valid valid;
    private final Ids ids;
    private final JsonMapper json;
    private final InstantSource clock;

    public TaskControl(
            Database database,
            Sessions sessions,
            Tasks tasks,
            Runs runs,
            Bus bus,
            Valid valid,
            Ids ids,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.sessions = sessions;
        this.tasks = tasks;
        this.runs = runs;
        this.bus = bus;
        this.valid = valid;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Start(
            @Nullable IdentityBody identity,
            @Nullable String query,
            @Nullable String description,
            @Nullable Integer priority,
            @Size(max = 256) @Nullable String idempotencyKey,
            @Nullable List<@NotNull String> inputArtifactIds)
            implements Identified {
        /** None is none, and so is an empty one. */
        @Nullable
        String key() {
            return idempotencyKey == null || idempotencyKey.isEmpty() ? null : idempotencyKey;
        }
    }

    record Started(String taskId, boolean reused, String protocolVersion) {}

    private record Outcome(Task task, boolean reused, boolean opened) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                "start",
                Family.CONTROL,
                Need.IDENTITY,
                Start.class,
                this::start,
                List.of(),
                "begins a task in the session, and the session with it"));
    }

    private Started start(Call call, Start request) {
        valid.check(request);
        bus.requireOpen();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Task asked = new Task(
                ids.next("task"),
                call.owner(),
                new Task.Ask(
                        Task.FOREGROUND,
                        Objects.requireNonNullElse(request.query(), ""),
                        Objects.requireNonNullElse(request.description(), ""),
                        Objects.requireNonNullElse(request.priority(), 0)),
                TaskState.PENDING,
                new Task.Progress(now, now, 0, null, null));
        Outcome outcome = database.write(db -> {
            boolean opened = sessions.use(db, call.owner());
            String fingerprint = fingerprint(request);
            Optional<Tasks.Kept> before = tasks.insert(db, asked, request.key(), fingerprint);
            if (before.filter(kept -> !kept.fingerprint().equals(fingerprint)).isPresent()) {
                throw HarborProtocolErrors.invalidRequestKeyReused();
            }
            return new Outcome(before.map(Tasks.Kept::task).orElse(asked), before.isPresent(), opened);
        });
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, now);
        bus.publish(
                outcome.opened() ? "session.opened" : "session.touched",
                new Subject(call.owner(), null),
                Map.of("SessionID", call.owner().session(), outcome.opened() ? "OpenedAt" : "LastSeen", nanos));
        if (!outcome.reused()) {
            bus.publish("task.spawned", new Subject(call.owner(), asked.id()), spawned(asked, request));
            runs.begin(asked);
        }
        return new Started(outcome.task().id(), outcome.reused(), Method.PROTOCOL_VERSION);
    }

    private static Map<String, ?> spawned(Task task, Start request) {
        return Map.of(
                "TaskID",
                task.id(),
                "Kind",
                task.ask().kind(),
                "ParentTaskID",
                "",
                "Priority",
                task.ask().priority(),
                "IdempotencyKey",
                Objects.requireNonNullElse(request.idempotencyKey(), ""));
    }

    /** What two starts under one key must have in common. */
    private String fingerprint(Start request) {
        byte[] content = json.writeValueAsString(new Start(
                        null,
                        request.query(),
                        request.description(),
                        request.priority(),
                        null,
                        request.inputArtifactIds()))
                .getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(content);
    }
}
