package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.ManualClock;
import dev.errata.store.jdbc.Database;
import dev.errata.store.jdbc.Databases;
import dev.errata.store.jdbc.Schema;
import dev.errata.webhooks.Destinations.Destination;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A queue on a database with a clock and destinations in the test's hand; closing it is a restart's first half. */
final class QueueBench implements AutoCloseable {
    static final List<String> SECRETS = List.of("the new secret of the bench", "the old secret of the bench");
    static final SignatureScheme SCHEME =
            new SignatureScheme("id", "timestamp", "signature", "", " ", SignatureScheme.Encoding.HEX, true);
    static final Duration PAUSE = Duration.ofMinutes(1);
    /** Seven pauses, each an hour longer than the one before: eight attempts. */
    static final RetrySchedule SCHEDULE = new RetrySchedule(
            IntStream.range(0, 7).mapToObj(hours -> PAUSE.plusHours(hours)).toList());

    private static final Schema SCHEMA = new Schema("webhooks", "classpath:dev/errata/webhooks/migration");
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    final ManualClock clock;
    final Database database;
    final WebhookQueue queue;
    /** What the log heard: number, status and when it is tried again. */
    final List<String> log = new CopyOnWriteArrayList<>();

    /** Runs between the look at a destination and what the queue makes of it. */
    volatile Runnable looked = () -> {};

    private final WebhookSender sender;
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();

    QueueBench(String location, ManualClock clock) {
        this(location, clock, WebhookQueue.Pace.USUAL);
    }

    QueueBench(String location, ManualClock clock, WebhookQueue.Pace pace) {
        this.clock = clock;
        database = Databases.open(location, SCHEMA);
        sender = new WebhookSender(new LocalNetwork(), clock, "Test-Webhook/1.0", Duration.ofSeconds(2));
        queue = new WebhookQueue(
                database.dataSource(),
                sender,
                SCHEME,
                SCHEDULE,
                endpoint -> {
                    Optional<Destination> found = Optional.ofNullable(destinations.get(endpoint));
                    looked.run();
                    return found;
                },
                clock,
                () -> 0,
                (delivery, number, attempt, next) ->
                        log.add(number + " " + attempt.status() + " " + (next == null ? "end" : next)),
                database::afterCommit,
                pace);
    }

    /** With a queue that looks into its table only when it has a reason to. */
    static QueueBench lookingSeldom(String location) {
        return new QueueBench(
                location, new ManualClock(), new WebhookQueue.Pace(Duration.ofDays(1), Duration.ofSeconds(3)));
    }

    void leads(String endpoint, URI url) {
        destinations.put(endpoint, new Destination(url, SECRETS));
    }

    void pauses(String endpoint, URI url) {
        destinations.put(endpoint, new Destination(url, SECRETS, true));
    }

    void throttles(String endpoint, URI url, Duration pause) {
        destinations.put(endpoint, new Destination(url, SECRETS).waits(pause));
    }

    void leadsNowhere(String endpoint) {
        destinations.remove(endpoint);
    }

    /** When the only delivery is to be tried next; null while it is being tried and when there is none. */
    @Nullable
    Instant due() {
        return database.read(db -> db.sql("select execution_time from scheduled_tasks where not picked")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null));
    }

    /** The last sign of life of whoever makes the only delivery; the end of time when nobody makes it. */
    Instant lastSign() {
        return database.read(db -> db.sql("select last_heartbeat from scheduled_tasks where picked")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(Instant.MAX));
    }

    /** The queue works in its own threads in real time, so what it brings about is waited for. */
    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s, in time", what).isLessThan(until);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        queue.close();
        sender.close();
        database.close();
    }
}
