package dev.errata.reference.harmont;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.errata.reference.harmont.Build.JobView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the jobs of an organization have used in a time, by when they began. Every call runs on the connection that it is given. */
@Component
final class Usage {
    private static final int CPUS = 2;
    private static final int MEMORY_GB = 4;
    private static final int DISK_GB = 20;
    /** Longer than from the making of a build to the beginning of its last job. */
    private static final Duration LONGEST_BUILD = Duration.ofHours(1);

    private final Builds builds;
    private final Ledger ledger;
    private final InstantSource clock;

    Usage(Builds builds, Ledger ledger, InstantSource clock) {
        this.builds = builds;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A time, without its end. */
    record Window(Instant from, Instant to) {
        boolean has(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    record Total(long cpuSeconds, long memoryGbSeconds, long diskGbSeconds, long totalCents) {
        static final Total NOTHING = new Total(0, 0, 0, 0);

        Total plus(UsedJob job) {
            long seconds = job.durationSeconds();
            return new Total(
                    cpuSeconds + seconds * CPUS,
                    memoryGbSeconds + seconds * MEMORY_GB,
                    diskGbSeconds + seconds * DISK_GB,
                    totalCents - job.amountCents());
        }
    }

    /** A day in UTC. */
    record Bucket(LocalDate date, @JsonUnwrapped Total total) {}

    /** What a machine has, which is the same for every job. */
    record Machine(@Nullable String vmHandle, int cpuCount, int memoryGb, int diskGb) {
        static final Machine SIMULATED = new Machine(null, CPUS, MEMORY_GB, DISK_GB);
    }

    record UsedJob(
            @JsonUnwrapped JobName name,
            @JsonUnwrapped Machine machine,
            long durationSeconds,
            long amountCents,
            Instant startedAt,
            @Nullable Instant finishedAt) {
        record JobName(String jobId, @Nullable String jobName, String stepKey) {}
    }

    record UsedBuild(
            @JsonUnwrapped BuildName name,
            long totalCents,
            Instant startedAt,
            @Nullable Instant finishedAt,
            int jobCount,
            List<UsedJob> jobs) {
        record BuildName(
                String buildId,
                long buildNumber,
                @Nullable String buildExternalId,
                String pipelineId,
                @Nullable String pipelineName,
                String pipelineSlug) {}
    }

    Total total(JdbcClient db, String organization, Window window) {
        Total total = Total.NOTHING;
        for (UsedBuild build : builds(db, organization, window)) {
            for (UsedJob job : build.jobs()) {
                total = total.plus(job);
            }
        }
        return total;
    }

    /** A day for each that the time touches, also those on which nothing ran. */
    List<Bucket> days(JdbcClient db, String organization, Window window) {
        Map<LocalDate, Total> totals = new HashMap<>();
        for (UsedBuild build : builds(db, organization, window)) {
            for (UsedJob job : build.jobs()) {
                LocalDate day = day(job.startedAt());
                totals.put(day, totals.getOrDefault(day, Total.NOTHING).plus(job));
            }
        }
        return day(window.from())
                .datesUntil(day(window.to()).plusDays(1))
                .map(day -> new Bucket(day, totals.getOrDefault(day, Total.NOTHING)))
                .toList();
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The builds with the jobs that began in the time, newest first. */
    List<UsedBuild> builds(JdbcClient db, String organization, Window window) {
        Map<Long, String> names = names(db, organization);
        Instant now = clock.instant();
        List<UsedBuild> used = new ArrayList<>();
        for (Build build : builds.of(db, organization, window.from().minus(LONGEST_BUILD), window.to())) {
            List<UsedJob> jobs = jobs(build, window, now);
            if (!jobs.isEmpty()) {
                used.add(used(build, jobs, names.get(build.place().pipeline()), now));
            }
        }
        return used;
    }

    private static Map<Long, String> names(JdbcClient db, String organization) {
        Map<Long, String> names = new HashMap<>();
        db.sql("select number, name from pipelines where organization = :organization")
                .param("organization", organization)
                .query((row, number) -> names.put(row.getLong("number"), row.getString("name")))
                .list();
        return names;
    }

    private UsedBuild used(Build build, List<UsedJob> jobs, @Nullable String pipelineName, Instant now) {
        return new UsedBuild(
                new UsedBuild.BuildName(
                        Ids.derived("build " + build.place().logs()),
                        build.number(),
                        null,
                        Ids.derived("pipeline " + build.place().pipeline()),
                        pipelineName,
                        build.place().pipelineSlug()),
                jobs.stream().mapToLong(UsedJob::amountCents).sum(),
                jobs.get(0).startedAt(),
                build.view(now).times().finishedAt(),
                jobs.size(),
                jobs);
    }

    private List<UsedJob> jobs(Build build, Window window, Instant now) {
        List<JobView> views = build.jobs(now);
        List<UsedJob> used = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            JobView job = views.get(i);
            Instant started = job.times().startedAt();
            if (started != null && window.has(started)) {
                used.add(new UsedJob(
                        new UsedJob.JobName(
                                job.id(), job.face().name(), job.face().stepKey()),
                        Machine.SIMULATED,
                        Objects.requireNonNull(build.worked(i, now)).toSeconds(),
                        -ledger.priceOfJob(),
                        started,
                        job.times().finishedAt()));
            }
        }
        used.sort((a, b) -> a.startedAt().compareTo(b.startedAt()));
        return used;
    }
}
