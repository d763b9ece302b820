package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A run of a pipeline's jobs by a simulated worker: when it was made decides all that follows, so that its state is a
 * question of the time.
 */
record Build(
        long number,
        String branch,
        String commit,
        @Nullable String message,
        String source,
        List<Job> jobs,
        Instant createdAt,
        @Nullable Instant canceledAt) {
    /** Until a worker is free. */
    private static final Duration QUEUE = Duration.ofSeconds(5);

    private static final Duration JOB = Duration.ofSeconds(20);
    /** What a worker needs to end a build that has failed or was canceled. */
    private static final Duration CLEANUP = Duration.ofSeconds(5);

    /** A build as the API shows it. */
    record View(
            long number,
            String state,
            String branch,
            String commit,
            @Nullable String message,
            String source,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** A job as the API shows it. */
    record JobView(String id, String name, String state) {
        /** Whether nothing becomes of it any more. */
        @JsonIgnore
        boolean isDone() {
            return !state.equals("pending") && !state.equals("running");
        }
    }

    View view(Instant now) {
        Instant start = createdAt.plus(QUEUE);
        Instant finish = finish();
        return new View(
                number,
                state(now),
                branch,
                commit,
                message,
                source,
                createdAt,
                now.isBefore(start) || start.isAfter(finish) ? null : start,
                now.isBefore(finish) ? null : finish);
    }

    boolean isFinished(Instant now) {
        return !now.isBefore(finish());
    }

    String state(Instant now) {
        if (canceledAt != null) {
            return isFinished(now) ? "canceled" : "canceling";
        }
        if (now.isBefore(createdAt.plus(QUEUE))) {
            return "scheduled";
        }
        boolean failed = jobs.get(run() - 1).fails();
        if (isFinished(now)) {
            return failed ? "failed" : "passed";
        }
        return failed && !now.isBefore(end(run())) ? "failing" : "running";
    }

    List<JobView> jobs(long pipeline, Instant now) {
        return IntStream.range(0, jobs.size())
                .mapToObj(i -> new JobView(
                        new JobId(pipeline, number, i).toString(),
                        Objects.requireNonNull(jobs.get(i).name()),
                        state(i, now)))
                .toList();
    }

    /** What a job has written so far: its lines, evenly over its time. */
    List<String> lines(int job, Instant now) {
        if (job >= run()) {
            return List.of();
        }
        List<String> all = jobs.get(job).output();
        Instant stop = stop(now);
        Duration pace = JOB.dividedBy(all.size() + 1L);
        return IntStream.range(0, all.size())
                .filter(i -> !stop.isBefore(end(job).plus(pace.multipliedBy(i + 1L))))
                .mapToObj(all::get)
                .toList();
    }

    /** Up to when a worker has worked. */
    private Instant stop(Instant now) {
        return canceledAt == null || now.isBefore(canceledAt) ? now : canceledAt;
    }

    private String state(int job, Instant now) {
        Instant stop = stop(now);
        if (job >= run()) {
            return stop.isBefore(end(run())) ? (canceledAt == null ? "pending" : "canceled") : "skipped";
        }
        if (!stop.isBefore(end(job + 1))) {
            return jobs.get(job).fails() ? "failed" : "passed";
        }
        if (canceledAt != null) {
            return "canceled";
        }
        return now.isBefore(end(job)) ? "pending" : "running";
    }

    /** How many jobs are run: all until one fails, and that one. */
    private int run() {
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).fails()) {
                return i + 1;
            }
        }
        return jobs.size();
    }

    /** When so many jobs have been run. */
    private Instant end(int run) {
        return createdAt.plus(QUEUE).plus(JOB.multipliedBy(run));
    }

    private Instant finish() {
        if (canceledAt != null) {
            return canceledAt.plus(CLEANUP);
        }
        return jobs.get(run() - 1).fails() ? end(run()).plus(CLEANUP) : end(run());
    }
}
