package dev.errata.reference.hookbridge;

import dev.errata.reference.control.Fixture;
import dev.errata.reference.control.Receivers;
import dev.errata.store.jdbc.Database;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Receivers, and what becomes of messages and exports. */
final class MessageFixtures {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Database database;
    private final Messages messages;
    private final Deliveries deliveries;
    private final Exports exports;
    private final Exporter exporter;
    private final Retention retention;
    private final Receivers receivers;
    private final Ids ids;

    MessageFixtures(
            Database database,
            Messages messages,
            Deliveries deliveries,
            Exports exports,
            Exporter exporter,
            Retention retention,
            Receivers receivers,
            Ids ids) {
        this.database = database;
        this.messages = messages;
        this.deliveries = deliveries;
        this.exports = exports;
        this.exporter = exporter;
        this.retention = retention;
        this.receivers = receivers;
        this.ids = ids;
    }

    /**
     * A receiver that answers {@code status}, 204 unless said, and as wanted points to a {@code location}; or one that
     * is {@code silent} and never answers.
     */
    Map<String, Object> receiver(Map<String, String> arguments) {
        int status = Integer.parseInt(arguments.getOrDefault("status", "204"));
        String location = arguments.get("location");
        Receivers.Answer answer =
                new Receivers.Answer(status, "", location == null ? Map.of() : Map.of("Location", location));
        String name = "r" + ids.token().substring(0, 16);
        URI url = Boolean.parseBoolean(arguments.get("silent"))
                ? receivers.openSilent(name)
                : receivers.open(name, received -> answer);
        return Map.of("receiver_url", url.toString(), "receiver_host", url.getHost());
    }

    /** Waits until {@code message_id} was delivered or given up. */
    Map<String, Object> delivered(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "message_id");
        await(
                () -> database.read(db ->
                                messages.find(db, id).filter(Message::hasEnded).isPresent())
                        && !deliveries.has(id),
                "message " + id + " was not delivered");
        return Map.of();
    }

    /** Replays {@code message_id} so many {@code times}, without sending it. */
    Map<String, Object> replayed(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "message_id");
        int times = Integer.parseInt(Fixture.required(arguments, "times"));
        database.write(db -> {
            messages.replayed(db, id, times);
            return id;
        });
        return Map.of();
    }

    /** Removes every payload whose retention has ended. */
    Map<String, Object> purge(Map<String, String> arguments) {
        retention.sweepNow();
        return Map.of();
    }

    /** An endpoint that a fault of the disk or of a person has made unreadable. */
    Map<String, Object> unreadable(Map<String, String> arguments) {
        String project = Fixture.required(arguments, "project_id");
        String id = ids.endpoint();
        database.write(db -> db.sql(
                        "insert into endpoints (id, project_id, url, rate_limit_rps, burst, headers, paused, deleted,"
                                + " created_at, updated_at) values (:id, :project, :id, 0, 0, '{', 0, 0, 0, 0)")
                .param("id", id)
                .param("project", project)
                .update());
        return Map.of("endpoint_id", id);
    }

    /** Leaves the exports of {@code project_id} where they are from now on. */
    Map<String, Object> stallExports(Map<String, String> arguments) {
        exporter.stall(Fixture.required(arguments, "project_id"));
        return Map.of();
    }

    /** Waits until {@code export_id} was written. */
    Map<String, Object> exported(Map<String, String> arguments) {
        String id = Fixture.required(arguments, "export_id");
        await(
                () -> database.read(db -> exports.find(db, id)
                        .filter(export -> !export.isActive())
                        .isPresent()),
                "export " + id + " was not written");
        return Map.of();
    }

    private static void await(BooleanSupplier state, String otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalArgumentException(otherwise + " within " + PATIENCE);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while waiting");
        }
    }
}
