package dev.errata.reference.hookbridge;

import dev.errata.guard.Caller;
import dev.errata.store.jdbc.Database;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of numbers: what became of the messages of the last hours or days. */
@RestController
final class Metrics {
    private static final Map<String, Duration> WINDOWS = Map.of(
            "1h", Duration.ofHours(1),
            "24h", Duration.ofHours(24),
            "7d", Duration.ofDays(7),
            "30d", Duration.ofDays(30));

    private final Database database;
    private final InstantSource clock;

    Metrics(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Numbers of a window.
     *
     * @param retries attempts after the first of each message
     * @param successRate of 100 messages that have ended, so many succeeded; 0 when none has
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
            long ended = succeeded + failed;
            double rate = ended == 0 ? 0 : Math.round(10_000.0 * succeeded / ended) / 100.0;
            return new View(window, total, succeeded, failed, retries, rate, latency);
        }
    }

    @GetMapping("/v1/metrics")
    Answer metrics(
            Caller caller,
            @RequestParam(defaultValue = "24h")
                    @Pattern(regexp = "1h|24h|7d|30d", message = "must be one of 1h, 24h, 7d, 30d")
                    String window) {
        long since = clock.instant()
                .minus(WINDOWS.getOrDefault(window, Duration.ofDays(1)))
                .toEpochMilli();
        return Answer.of(database.read(db -> db.sql("select count(*) as total, sum(status = 'succeeded') as succeeded,"
                        + " sum(status = 'failed_permanent') as failed, sum(max(attempt_count - 1, 0)) as retries,"
                        + " avg(response_latency_ms) as latency from messages"
                        + " where project_id = :project and created_at >= :since and deleted = 0")
                .param("project", caller.owner())
                .param("since", since)
                .query((row, number) -> View.of(
                        window,
                        row.getLong("total"),
                        row.getLong("succeeded"),
                        row.getLong("failed"),
                        row.getLong("retries"),
                        Math.round(row.getDouble("latency"))))
                .single()));
    }
}
