package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.stream.EventStream;
import dev.errata.reference.harmont.LogTokens.LogToken;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Logs of jobs, for whoever holds a token of the build. */
@RestController
final class LogController {
    private final Database database;
    private final Organizations organizations;
    private final Pipelines pipelines;
    private final Builds builds;
    private final LogTokens tokens;
    private final JobLogs logs;

    LogController(
            Database database,
            Organizations organizations,
            Pipelines pipelines,
            Builds builds,
            LogTokens tokens,
            JobLogs logs) {
        this.database = database;
        this.organizations = organizations;
        this.pipelines = pipelines;
        this.builds = builds;
        this.tokens = tokens;
        this.logs = logs;
    }

    @GetMapping("/api/v0/organizations/{organization}/pipelines/{pipeline}/builds/{number}/log-token")
    @Access
    LogToken token(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.read(db -> {
            Pipeline found =
                    pipelines.of(db, organizations.of(db, caller, organization).slug(), pipeline);
            Build build = builds.of(db, found, number);
            return tokens.issue(new JobId(found.number(), build.number(), 0).ofBuild());
        });
    }

    /** What belongs to another build and what does not exist are refused alike: a token tells of its own build only. */
    @GetMapping("/v0/jobs/{id}/logs")
    EventStream follow(@PathVariable String id, @RequestParam(required = false) @Nullable String token) {
        JobId job = JobId.read(id).orElse(new JobId(0, 0, 0));
        tokens.check(token, job.ofBuild());
        if (job.job() >= database.read(db -> builds.of(db, job)).jobs().size()) {
            throw HarmontErrors.logStreamForbidden();
        }
        return logs.of(job);
    }
}
