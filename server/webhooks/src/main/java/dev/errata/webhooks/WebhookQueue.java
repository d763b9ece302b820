package dev.errata.webhooks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.TaskSummary;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries that survive: kept in a table of the caller's database until the receiver took them or the schedule ended.
 * At least once; the order of deliveries is not kept. Thread-safe.
 */
public final class WebhookQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookQueue.class);
    private static final TaskDescriptor<Job> TASK = TaskDescriptor.of("webhook-delivery", Job.class);
    private static final int MISSED = 4;
    /** Each may wait for a receiver until it times out, so they are many more than processors. */
    private static final int THREADS = 32;
    /** A delivery that is taken up while it is to be moved is looked at again so often. */
    private static final int TRIES = 3;
    /** A look that is under way when a pause ends has ended by then, or makes an attempt. */
    private static final int LOOKS = 100;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final WebhookSender sender;
    private final SignatureScheme scheme;
    private final RetrySchedule schedule;
    private final Destinations destinations;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final DeliveryLog log;
    private final Executor afterCommit;
    private final Additions additions;
    private final Pace pace;
    private final Shares shares = new Shares();
    private final Workers workers;
    private final Scheduler scheduler;
    private final SchedulerClient client;

    /**
     * How often the queue does what it does again and again.
     *
     * @param polling how often it looks into its table of its own accord
     * @param heartbeat how often a process says that it still makes what it makes. One that missed four is taken for
     *     dead, which is looked for at every second one: what it was making goes on within 18 seconds. Clocks of
     *     processes must agree by far less.
     */
    record Pace(Duration polling, Duration heartbeat) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    /**
     * What is kept of a delivery.
     *
     * @param attempts made so far
     * @param first when the first of them was, later by the time in which the destination was paused since; null before
     *     it, and in what was kept before this was
     */
    record Job(Delivery delivery, int attempts, @Nullable Instant first) {}

    /**
     * A queue; call {@link #start} to let it work.
     *
     * @param dataSource gives, inside of the caller's transaction, that transaction's connection
     * @param log hears of every attempt; {@link DeliveryLog#NONE} for none
     * @param afterCommit runs what it is given once the caller's transaction is committed, at once when there is none,
     *     such as {@code database::afterCommit}; it makes first attempts prompt, and may drop what it is given
     */
    public WebhookQueue(
            DataSource dataSource,
            WebhookSender sender,
            SignatureScheme scheme,
            RetrySchedule schedule,
            Destinations destinations,
            InstantSource clock,
            RandomGenerator random,
            DeliveryLog log,
            Executor afterCommit) {
        this(dataSource, sender, scheme, schedule, destinations, clock, random, log, afterCommit, Pace.USUAL);
    }

    WebhookQueue(
            DataSource dataSource,
            WebhookSender sender,
            SignatureScheme scheme,
            RetrySchedule schedule,
            Destinations destinations,
            InstantSource clock,
            RandomGenerator random,
            DeliveryLog log,
            Executor afterCommit,
            Pace pace) {
        this.log = log;
        this.afterCommit = afterCommit;
        this.sender = sender;
        this.scheme = scheme;
        this.schedule = schedule;
        this.destinations = destinations;
        this.clock = clock;
        this.pace = pace;
        this.random = random;
        CustomTask<Job> task = Tasks.custom(TASK)
                .onDeadExecution(this::revive)
                .execute((instance, context) -> work(instance.getData()));
        FairPicks dialect = new FairPicks(dataSource, TASK.getTaskName(), shares);
        this.additions = new Additions(dataSource, dialect, new JobSerializer(), TASK.getTaskName());
        this.workers = new Workers(THREADS, this::look);
        this.scheduler = new ClockedBuilder(dataSource, dialect, task, clock, workers, pace).build();
        this.client = SchedulerClient.Builder.create(dataSource, List.of(task))
                .serializer(new JobSerializer())
                .build();
    }

    private void look() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** What is being made here is alive, also when the clock has jumped past its last sign of life. */
    private void revive(ExecutionComplete dead, ExecutionOperations<Job> operations) {
        if (!shares.holds(dead.getExecution().getId())) {
            operations.reschedule(dead, clock.instant());
            workers.wake();
        }
    }

    /**
     * Begins to deliver, with what was left from before. What another process was making when it died goes on as soon as
     * that is known: at once in a file, which belongs to one process, and some seconds later in a server.
     */
    public void start() {
        if (additions.ownedByOneProcess()) {
            additions.setFree();
        }
        scheduler.start();
    }

    /** As {@link #add(Delivery, Lane)}, where an endpoint is a receiver and a tenant by itself. */
    public boolean add(Delivery delivery) {
        return add(delivery, new Lane(delivery.endpoint(), delivery.endpoint()));
    }

    /**
     * Takes in a delivery; inside of a transaction it is taken when that commits, and not at all when it does not.
     *
     * @param lane whose share of the workers it takes
     * @return false when one with its id is still in the queue, which is left as it is
     */
    public boolean add(Delivery delivery, Lane lane) {
        boolean added = additions.add(delivery.id(), new Job(delivery, 0, null), lane, clock.instant());
        if (added) {
            afterCommit.execute(workers::wake);
        }
        return added;
    }

    /** The delivery with this id, as the caller's transaction sees it; empty when the queue has none, or no longer. */
    public Optional<Queued> find(String id) {
        return client.getScheduledExecution(task(id)).map(execution -> {
            Job job = (Job) execution.getData();
            return new Queued(
                    job.delivery(), job.attempts(), execution.isPicked() ? null : execution.getExecutionTime());
        });
    }

    /**
     * Makes the next attempt of a delivery now; inside of a transaction when that commits.
     *
     * @return false when none with this id waits: there is none, or an attempt is being made
     */
    public boolean hurry(String id) {
        boolean moved = change(() -> client.reschedule(task(id), clock.instant()));
        if (moved) {
            afterCommit.execute(workers::wake);
        }
        return moved;
    }

    /**
     * As {@link #hurry}, for the end of a pause: a delivery whose destination is just being looked up, which may still find
     * it paused, is looked at once more. What an attempt is made of meanwhile keeps its time.
     */
    public void resume(String id) {
        if (!hurry(id)) {
            find(id).ifPresent(seen -> afterCommit.execute(() -> lookAgain(id, seen.attempts(), LOOKS)));
        }
    }

    private void lookAgain(String id, int attempts, int left) {
        CompletableFuture.delayedExecutor(LOOK.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        boolean waits = find(id).filter(queued -> queued.attempts() == attempts)
                                .isPresent();
                        if (waits && !hurry(id) && left > 1) {
                            lookAgain(id, attempts, left - 1);
                        }
                    } catch (RuntimeException away) {
                        // It is asked again when the pause would have asked, as if nobody had resumed it.
                        LOG.debug("A delivery was not looked at once more", away);
                    }
                });
    }

    /**
     * Ends a delivery without another attempt; inside of a transaction when that commits, and until then no attempt
     * begins.
     *
     * @return false when none with this id waits: there is none, or an attempt is being made
     */
    public boolean end(String id) {
        return change(() -> client.cancel(task(id)));
    }

    private static boolean change(Runnable change) {
        for (int left = TRIES; left > 0; left--) {
            try {
                change.run();
                return true;
            } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
                return false;
            } catch (ExecutionException e) {
                // An attempt began, or even ended, between the library's look and its change; nothing was changed.
                LOG.debug("A delivery was taken up meanwhile", e);
            }
        }
        return false;
    }

    private static TaskInstanceId task(String id) {
        return TaskInstanceId.of(TASK.getTaskName(), id);
    }

    /** Deliveries that wait or are being made. */
    public int size() {
        return client.getScheduledExecutionsSummaryByTask().stream()
                .filter(summary -> summary.taskName().equals(TASK.getTaskName()))
                .mapToInt(TaskSummary::instanceCount)
                .sum();
    }

    private CompletionHandler<Job> work(Job job) {
        try {
            return attempt(job);
        } finally {
            if (shares.giveBack(job.delivery().id())) {
                workers.wake();
            }
        }
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
                return waiting(job, begun, destination.get().pause());
            }
            return ended(job, begun, send(delivery, destination.get()));
        } catch (RuntimeException e) {
            // Counts as an attempt, so that a delivery that cannot be made at all comes to an end like others.
            LOG.error("Delivery {} to {} could not be attempted", delivery.id(), delivery.endpoint(), e);
            Attempt attempt = new Attempt(begun, Duration.ZERO, null, "", "it could not be attempted", null);
            return ended(job, begun, attempt);
        }
    }

    /** What is kept changes only after the first attempt; before, a delivery that waits costs no more than its time. */
    private CompletionHandler<Job> waiting(Job job, Instant begun, Duration pause) {
        Instant later = begun.plus(pause);
        Instant first = job.first();
        if (pause.compareTo(pace.polling()) < 0) {
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(workers::wake);
        }
        if (first == null) {
            return (complete, operations) -> operations.reschedule(complete, later);
        }
        Job moved = new Job(job.delivery(), job.attempts(), first.plus(pause));
        return (complete, operations) -> operations.reschedule(complete, later, moved);
    }

    private CompletionHandler<Job> ended(Job job, Instant begun, Attempt attempt) {
        Delivery delivery = job.delivery();
        int attempts = job.attempts() + 1;
        Instant first = job.first() == null ? begun : job.first();
        Instant now = clock.instant();
        shares.learn(delivery.id(), attempt.delivered());
        Optional<Duration> pause = attempt.delivered()
                ? Optional.empty()
                : schedule.after(attempts, Duration.between(first, now), attempt, random);
        Instant next = pause.map(now::plus).orElse(null);
        log.attempted(delivery, attempts, attempt, next);
        if (next != null) {
            Job again = new Job(delivery, attempts, first);
            return (complete, operations) -> operations.reschedule(complete, next, again);
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

    /** How the library is set up. It looks at the time in its own way, and leaves what it looks at to its children. */
    private static final class ClockedBuilder extends SchedulerBuilder {
        ClockedBuilder(
                DataSource dataSource,
                FairPicks dialect,
                CustomTask<Job> task,
                InstantSource clock,
                Workers workers,
                Pace pace) {
            super(dataSource, List.of(task));
            this.clock = clock::instant;
            jdbcCustomization(dialect);
            serializer(new JobSerializer());
            pollingInterval(pace.polling());
            heartbeatInterval(pace.heartbeat());
            missedHeartbeatsLimit(MISSED);
            threads(THREADS);
            executorService(workers);
            // No more than can be made at once: what is taken up and waits shows no sign of life, and another process
            // would take it for dead and make it a second time.
            pollUsingLockAndFetch(0.5, 1);
        }

        /** In real time: how often the queue looks must not depend on what time it is told. */
        @Override
        protected Waiter buildWaiter() {
            return new Waiter(poolingInterval);
        }
    }
}
