package dev.errata.webhooks;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries that survive: kept in a table of the caller's database until the receiver took them or the schedule ended.
 * At least once; the order of deliveries is not kept. Thread-safe.
 */
public final class WebhookQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookQueue.class);
    private static final TaskDescriptor<Job> TASK = TaskDescriptor.of("webhook-delivery", Job.class);
    private static final Duration POLLING = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);
    private static final int THREADS = 4;

    private final WebhookSender sender;
    private final SignatureScheme scheme;
    private final RetrySchedule schedule;
    private final Destinations destinations;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final DeliveryLog log;
    private final Scheduler scheduler;
    private final SchedulerClient client;

    /**
     * What is kept of a delivery.
     *
     * @param attempts made so far
     */
    record Job(Delivery delivery, int attempts) {}

    /** A queue that keeps no log; see the other constructor. */
    public WebhookQueue(
            DataSource dataSource,
            WebhookSender sender,
            SignatureScheme scheme,
            RetrySchedule schedule,
            Destinations destinations,
            InstantSource clock,
            RandomGenerator random) {
        this(dataSource, sender, scheme, schedule, destinations, clock, random, DeliveryLog.NONE);
    }

    /**
     * A queue; call {@link #start} to let it work.
     *
     * @param dataSource gives, inside of the caller's transaction, that transaction's connection
     * @param log hears of every attempt
     */
    public WebhookQueue(
            DataSource dataSource,
            WebhookSender sender,
            SignatureScheme scheme,
            RetrySchedule schedule,
            Destinations destinations,
            InstantSource clock,
            RandomGenerator random,
            DeliveryLog log) {
        this.log = log;
        this.sender = sender;
        this.scheme = scheme;
        this.schedule = schedule;
        this.destinations = destinations;
        this.clock = clock;
        this.random = random;
        CustomTask<Job> task = Tasks.custom(TASK).execute((instance, context) -> attempt(instance.getData()));
        this.scheduler = new ClockedBuilder(dataSource, task, clock)
                .serializer(new JobSerializer())
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .threads(THREADS)
                .build();
        this.client = SchedulerClient.Builder.create(dataSource, List.of(task))
                .serializer(new JobSerializer())
                .build();
    }

    /** Begins to deliver, with what was left from before. */
    public void start() {
        scheduler.start();
    }

    /**
     * Takes in a delivery; inside of a transaction it is taken when that commits, and not at all when it does not.
     *
     * @return false when one with its id is still in the queue, which is left as it is
     */
    public boolean add(Delivery delivery) {
        return client.scheduleIfNotExists(
                TASK.instance(delivery.id()).data(new Job(delivery, 0)).build(), clock.instant());
    }

    /** Deliveries that wait or are being made. */
    public int size() {
        return client.getScheduledExecutionsForTask(TASK.getTaskName(), Job.class, ScheduledExecutionsFilter.all())
                .size();
    }

    private CompletionHandler<Job> attempt(Job job) {
        Delivery delivery = job.delivery();
        Instant begun = clock.instant();
        try {
            Optional<Destinations.Destination> destination = destinations.find(delivery.endpoint());
            if (destination.isEmpty()) {
                return (complete, operations) -> operations.remove();
            }
            if (destination.get().paused()) {
                Instant later = begun.plus(WHILE_PAUSED);
                return (complete, operations) -> operations.reschedule(complete, later, job);
            }
            return ended(delivery, job.attempts() + 1, send(delivery, destination.get()));
        } catch (RuntimeException e) {
            // Counts as an attempt, so that a delivery that cannot be made at all comes to an end like others.
            LOG.error("Delivery {} to {} could not be attempted", delivery.id(), delivery.endpoint(), e);
            Attempt attempt = new Attempt(begun, Duration.ZERO, null, "", "it could not be attempted", null);
            return ended(delivery, job.attempts() + 1, attempt);
        }
    }

    private CompletionHandler<Job> ended(Delivery delivery, int attempts, Attempt attempt) {
        Optional<Duration> pause = attempt.delivered() ? Optional.empty() : schedule.after(attempts, attempt, random);
        Instant next = pause.map(clock.instant()::plus).orElse(null);
        log.attempted(delivery, attempts, attempt, next);
        if (next != null) {
            return (complete, operations) -> operations.reschedule(complete, next, new Job(delivery, attempts));
        }
        if (!attempt.delivered()) {
            LOG.warn("Delivery {} to {} failed {} times and is given up", delivery.id(), delivery.endpoint(), attempts);
        }
        return (complete, operations) -> operations.remove();
    }

    private Attempt send(Delivery delivery, Destinations.Destination destination) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(destination.headers());
        headers.putAll(scheme.headers(delivery.id(), clock.instant(), body, destination.secrets()));
        return sender.send(destination.url(), headers, body);
    }

    /** Ends what has begun; what waits stays in the table. */
    @Override
    public void close() {
        scheduler.stop();
    }

    /** The builder has no setter for the clock, but leaves the field to its children. */
    private static final class ClockedBuilder extends SchedulerBuilder {
        ClockedBuilder(DataSource dataSource, CustomTask<Job> task, InstantSource clock) {
            super(dataSource, List.of(task));
            this.clock = clock::instant;
        }

        /** In real time: how often the queue looks must not depend on what time it is told. */
        @Override
        protected Waiter buildWaiter() {
            return new Waiter(poolingInterval);
        }
    }
}
