package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The routes of numbers: what became of the messages of the last hours or days. */
@RestController
final class Metrics {
    private static final String WINDOWS = "1h|24h|7d|30d";
    private static final String WORDS = "must be one of 1h, 24h, 7d, 30d";

    private final Database database;
    private final Endpoints endpoints;
    private final InstantSource clock;

    Metrics(Database database, Endpoints endpoints, InstantSource clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** How far a window goes back, and the length of the parts that a series has. */
    private record Window(Duration length, Duration step) {
        static Window of(String word) {
            return switch (word) {
                case "1h" -> new Window(Duration.ofHours(1), Duration.ofMinutes(5));
                case "7d" -> new Window(Duration.ofDays(7), Duration.ofHours(6));
                case "30d" -> new Window(Duration.ofDays(30), Duration.ofDays(1));
                default -> new Window(Duration.ofHours(24), Duration.ofHours(1));
            };
        }
    }

    /**
     * Numbers of a window.
     *
     * @param retries attempts after the first of each message
     * @param successRate the part of all messages that succeeded, from 0 to 1; 0 when there is none
     */
    record View(
            String window,
            long totalMessages,
            long succeeded,
            long failed,
            long retries,
            double successRate,
            long avgLatencyMs) {
        static View of(String window, long total, long succeeded, long failed, long retries, long latency) {
            double rate = total == 0 ? 0 : Math.round(10_000.0 * succeeded / total) / 10_000.0;
            return new View(window, total, succeeded, failed, retries, rate, latency);
        }
    }

    /** Numbers of one part of a window, by when the messages were sent. */
    record Bucket(Instant timestamp, long succeeded, long failed, long retrying, long total, long avgLatencyMs) {}

    /** The parts of a window. */
    record Series(String window, List<Bucket> buckets) {}

    @GetMapping("/v1/metrics")
    Answer metrics(
            Caller caller,
            @RequestParam(defaultValue = "24h") @Pattern(regexp = WINDOWS, message = WORDS) String window,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId) {
        Instant since = clock.instant().minus(Window.of(window).length());
        return Answer.of(database.read(db -> view(db, window, query(db, caller, endpointId, since))));
    }

    private MessageQuery query(JdbcClient db, Caller caller, @Nullable String endpointId, Instant since) {
        if (endpointId != null) {
            endpoints.mustFind(db, caller.owner(), endpointId);
        }
        return MessageQuery.logged(caller.owner(), endpointId, null, since, null);
    }

    private static View view(JdbcClient db, String window, MessageQuery query) {
        return db.sql("select count(*) as total,"
                        + " count(*) filter (where status = 'succeeded') as succeeded,"
                        + " count(*) filter (where status = 'failed_permanent') as failed,"
                        + " sum(case when attempt_count > 1 then attempt_count - 1 else 0 end) as retries,"
                        + " avg(response_latency_ms) as latency from messages" + query.where())
                .params(query.values())
                .query((row, number) -> View.of(
                        window,
                        row.getLong("total"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("retries"),
                        Math.round(row.getDouble("latency"))))
                .single();
    }

    /** Every part of the window, oldest first, those without messages too; the last one is not over yet. */
    @GetMapping("/v1/metrics/timeseries")
    Answer series(
            Caller caller,
            @RequestParam(defaultValue = "24h") @Pattern(regexp = WINDOWS, message = WORDS) String window,
            @RequestParam(name = "endpoint_id", required = false) @Nullable String endpointId) {
        Window asked = Window.of(window);
        long step = asked.step().toMillis();
        long last = clock.millis() / step;
        long first = last - asked.length().dividedBy(asked.step()) + 1;
        Map<Long, Bucket> filled = database.read(db -> {
            MessageQuery query = query(db, caller, endpointId, Instant.ofEpochMilli(first * step));
            return buckets(db, query, step).stream()
                    .collect(Collectors.toMap(bucket -> bucket.timestamp().toEpochMilli(), Function.identity()));
        });
        List<Bucket> all = LongStream.rangeClosed(first, last)
                .map(number -> number * step)
                .mapToObj(at -> Objects.requireNonNullElseGet(
                        filled.get(at), () -> new Bucket(Instant.ofEpochMilli(at), 0, 0, 0, 0, 0)))
                .toList();
        return Answer.of(new Series(window, all));
    }

    private static List<Bucket> buckets(JdbcClient db, MessageQuery query, long step) {
        return db.sql("select created_at / :step * :step as at, count(*) as total,"
                        + " count(*) filter (where status = 'succeeded') as succeeded,"
                        + " count(*) filter (where status = 'failed_permanent') as failed,"
                        + " count(*) filter (where status = 'pending_retry') as retrying, avg(response_latency_ms) as latency"
                        + " from messages" + query.where() + " group by at")
                .params(query.values())
                .param("step", step)
                .query((row, number) -> new Bucket(
                        Rows.at(row, "at"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("retrying"),
                        row.getLong("total"),
                        Math.round(row.getDouble("latency"))))
                .list();
    }
}
