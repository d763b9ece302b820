package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.reference.harmont.Plan.Rejection;
import dev.errata.reference.harmont.Plan.Step;
import dev.errata.reference.harmont.Schedule.Ending;
import dev.errata.reference.harmont.Schedule.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A run of a plan by simulated workers: its state is a question of the time. */
record Build(
        Place place,
        Change change,
        String source,
        Plan plan,
        Instant createdAt,
        @Nullable Instant canceledAt) {
    private static final String OVERTIME = "pipeline_timeout";
    private static final Set<String> OPEN =
            Set.of("pending", "scheduled", "assigned", "running", "canceling", "timing_out");

    /** Which build it is. */
    record Place(@JsonIgnore long pipeline, String pipelineSlug, long number) {
        /** What a token of its logs is for. */
        @JsonIgnore
        String logs() {
            return pipeline + "-" + number;
        }
    }

    /** What is built. */
    record Change(String branch, String commit, @Nullable String message) {}

    /** Why it failed, where that is not a matter of its jobs. */
    record Failure(@Nullable String errorCode, @Nullable String errorMessage) {
        static final Failure NONE = new Failure(null, null);
    }

    record Times(
            Instant createdAt,
            Instant scheduledAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** A build as the API shows it. */
    record View(
            @JsonUnwrapped Place place,
            String state,
            String source,
            @JsonUnwrapped Change change,
            @JsonUnwrapped Failure failure,
            @JsonUnwrapped Times times) {}

    /** What the step of a job says. */
    record Face(String stepKey, @Nullable String name, String command) {}

    record Outcome(
            @Nullable Integer exitCode,
            boolean softFailed,
            @Nullable Object softFailPolicy,
            @Nullable Object retryPolicy) {}

    record JobTimes(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** A job as the API shows it. */
    record JobView(
            String id,
            String state,
            @JsonUnwrapped Face face,
            @JsonUnwrapped Outcome outcome,
            @JsonUnwrapped Failure failure,
            List<String> dependsOn,
            @JsonUnwrapped JobTimes times) {
        /** Whether nothing becomes of it any more. */
        @JsonIgnore
        boolean isDone() {
            return !OPEN.contains(state);
        }
    }

    /** What a job has written, and when. */
    record Line(String text, Instant at) {}

    long number() {
        return place.number();
    }

    View view(Instant now) {
        List<Run> runs = runs();
        Rejection rejection = plan.rejection();
        Failure failure = Failure.NONE;
        if (rejection != null) {
            failure = new Failure(rejection.code(), rejection.message());
        } else if (runs.stream()
                .anyMatch(run -> run.ending() == Ending.OVERTIME && !stop(now).isBefore(run.end()))) {
            failure = overtime();
        }
        Instant started = IntStream.range(0, runs.size())
                .mapToObj(i -> started(runs.get(i), now))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        Instant finish = finish(runs);
        return new View(
                place,
                state(now),
                source,
                change,
                failure,
                new Times(createdAt, createdAt, started, now.isBefore(finish) ? null : finish));
    }

    /** The state that those of its jobs make, in the order of the contract. */
    String state(Instant now) {
        if (plan.rejection() != null) {
            return "failed";
        }
        List<Run> runs = runs();
        List<String> states = runs.stream().map(run -> state(run, now)).toList();
        boolean done = states.stream().noneMatch(OPEN::contains);
        if (canceledAt != null) {
            return done ? "canceled" : "canceling";
        }
        boolean failed = states.contains("failed") || states.contains("timed_out");
        if (done) {
            return failed ? "failed" : "passed";
        }
        if (failed) {
            return "failing";
        }
        return states.stream().allMatch(state -> state.equals("pending") || state.equals("scheduled"))
                ? "scheduled"
                : "running";
    }

    boolean isFinished(Instant now) {
        return !now.isBefore(finish(runs()));
    }

    List<JobView> jobs(Instant now) {
        List<Run> runs = runs();
        return IntStream.range(0, runs.size())
                .mapToObj(i -> job(i, runs.get(i), now))
                .toList();
    }

    private JobView job(int index, Run run, Instant now) {
        Step step = plan.steps().get(index);
        String state = state(run, now);
        boolean ran = state.equals("passed") || state.equals("failed");
        return new JobView(
                jobId(index),
                state,
                new Face(step.key(), step.label(), step.cmd()),
                new Outcome(ran ? step.exitCode() : null, false, null, null),
                run.ending() == Ending.OVERTIME && state.equals("timed_out") ? overtime() : Failure.NONE,
                step.dependsOn().stream().map(this::jobId).toList(),
                new JobTimes(createdAt, started(run, now), OPEN.contains(state) ? null : end(run)));
    }

    private static Failure overtime() {
        return new Failure(OVERTIME, "The build took longer than the timeout_seconds of its plan.");
    }

    /** The id of a job, which is the same whenever it is asked for. */
    String jobId(int index) {
        return Ids.derived("job " + place.logs() + "-" + index);
    }

    /** Which job has this id; -1 when none has. */
    int index(String jobId) {
        return IntStream.range(0, plan.steps().size())
                .filter(index -> jobId(index).equals(jobId))
                .findFirst()
                .orElse(-1);
    }

    /** What a job has written so far: its lines, evenly over its time. */
    List<Line> lines(int index, Instant now) {
        Run run = runs().get(index);
        Instant start = run.start();
        if (start == null) {
            return List.of();
        }
        List<String> all = plan.steps().get(index).output();
        Instant stop = stop(now);
        Duration pace = Schedule.WORK.dividedBy(all.size() + 1L);
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Line(all.get(i), start.plus(pace.multipliedBy(i + 1L))))
                .filter(line -> !line.at().isAfter(stop) && !line.at().isAfter(run.end()))
                .toList();
    }

    private List<Run> runs() {
        return Schedule.of(plan, createdAt);
    }

    /** Up to when workers have worked. */
    private Instant stop(Instant now) {
        return canceledAt == null || now.isBefore(canceledAt) ? now : canceledAt;
    }

    private @Nullable Instant started(Run run, Instant now) {
        return run.start() == null || run.start().isAfter(stop(now)) ? null : run.start();
    }

    private String state(Run run, Instant now) {
        Instant stop = stop(now);
        if (!stop.isBefore(run.end())) {
            return run.ending().word();
        }
        if (canceledAt != null && !now.isBefore(canceledAt)) {
            return now.isBefore(end(run)) ? "canceling" : "canceled";
        }
        if (stop.isBefore(run.ready())) {
            return "pending";
        }
        Instant start = run.start();
        if (start == null || stop.isBefore(start.minus(Schedule.ASSIGNED))) {
            return "scheduled";
        }
        if (stop.isBefore(start)) {
            return "assigned";
        }
        return run.stopped() == null || stop.isBefore(run.stopped()) ? "running" : "timing_out";
    }

    /** When it ends, if nobody cancels it from now on. */
    private Instant end(Run run) {
        if (canceledAt == null || !canceledAt.isBefore(run.end())) {
            return run.end();
        }
        boolean taken = run.start() != null && !canceledAt.isBefore(run.start().minus(Schedule.ASSIGNED));
        return taken ? canceledAt.plus(Schedule.CLEANUP) : canceledAt;
    }

    private Instant finish(List<Run> runs) {
        return runs.stream().map(this::end).max(Instant::compareTo).orElse(createdAt);
    }

    /** How long a job has worked, and from when; null when it never began. */
    @Nullable
    Duration worked(int index, Instant now) {
        Run run = runs().get(index);
        Instant started = started(run, now);
        if (started == null) {
            return null;
        }
        Instant end = end(run);
        return Duration.between(started, now.isBefore(end) ? now : end);
    }
}
