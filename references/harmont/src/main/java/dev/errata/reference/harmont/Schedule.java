package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When each job of a build is ready, begins and ends, by simulated workers of which there are always enough: all of it
 * follows from when the build was made.
 */
final class Schedule {
    /** Until a worker takes what is ready. */
    static final Duration QUEUE = Duration.ofSeconds(5);
    /** How long before it begins a worker has taken it. */
    static final Duration ASSIGNED = Duration.ofSeconds(1);

    static final Duration WORK = Duration.ofSeconds(20);
    /** What a worker needs to end what is canceled or takes too long. */
    static final Duration CLEANUP = Duration.ofSeconds(5);

    private Schedule() {}

    /** How a job ends when nobody cancels it. */
    enum Ending {
        PASSED("passed"),
        FAILED("failed"),
        SKIPPED("skipped"),
        TIMED_OUT("timed_out"),
        /** The time of the whole build is over. */
        OVERTIME("timed_out");

        private final String word;

        Ending(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * One job's time.
     *
     * @param ready when all that it needs is done
     * @param start when it begins; null when it never does
     * @param stopped when its worker is told to stop, as it takes too long; null when it is not
     */
    record Run(
            Instant ready,
            @Nullable Instant start,
            @Nullable Instant stopped,
            Instant end,
            Ending ending) {}

    static List<Run> of(Plan plan, Instant createdAt) {
        Integer timeout = plan.timeoutSeconds();
        Instant deadline = timeout == null ? Instant.MAX : createdAt.plusSeconds(timeout);
        List<Run> runs = new ArrayList<>();
        for (Step step : plan.steps()) {
            List<Run> needed = step.dependsOn().stream().map(runs::get).toList();
            runs.add(within(deadline, run(step, needed, createdAt)));
        }
        return runs;
    }

    private static Run run(Step step, List<Run> needed, Instant createdAt) {
        Instant ready = needed.stream().map(Run::end).reduce(createdAt, (a, b) -> a.isAfter(b) ? a : b);
        Instant skipped = needed.stream()
                .filter(run -> run.ending() != Ending.PASSED)
                .map(Run::end)
                .min(Instant::compareTo)
                .orElse(null);
        if (skipped != null) {
            return new Run(skipped, null, null, skipped, Ending.SKIPPED);
        }
        Instant start = ready.plus(QUEUE);
        Integer timeout = step.timeoutSeconds();
        if (timeout != null && timeout < WORK.toSeconds()) {
            Instant stopped = start.plusSeconds(timeout);
            return new Run(ready, start, stopped, stopped.plus(CLEANUP), Ending.TIMED_OUT);
        }
        return new Run(ready, start, null, start.plus(WORK), step.exitCode() == 0 ? Ending.PASSED : Ending.FAILED);
    }

    private static Run within(Instant deadline, Run run) {
        if (!run.end().isAfter(deadline)) {
            return run;
        }
        boolean began = run.start() != null && run.start().isBefore(deadline);
        return new Run(
                run.ready(), began ? Objects.requireNonNull(run.start()) : null, null, deadline, Ending.OVERTIME);
    }
}
