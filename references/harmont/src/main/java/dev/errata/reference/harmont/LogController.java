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
    private final Pipelines pipelines;
    private final Builds builds;
    private final LogTokens tokens;
    private final JobLogs logs;

    LogController(Database database, Pipelines pipelines, Builds builds, LogTokens tokens, JobLogs logs) {
        this.database = database;
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
        return tokens.issue(database.read(db -> builds.of(db, pipelines.of(db, caller, organization, pipeline), number))
                .place()
                .logs());
    }

    /** What belongs to another build and what does not exist are refused alike: a token tells of its own build only. */
    @GetMapping("/v0/jobs/{id}/logs")
    EventStream follow(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String token,
            @RequestParam(name = "last_event_id", required = false) @Nullable String lastEventId) {
        String[] place = tokens.build(token).split("-");
        long pipeline = Long.parseLong(place[0]);
        long number = Long.parseLong(place[1]);
        Build build =
                database.read(db -> builds.find(db, pipeline, number)).orElseThrow(HarmontErrors::logStreamForbidden);
        int job = build.index(id);
        if (job < 0) {
            throw HarmontErrors.logStreamForbidden();
        }
        return logs.of(build.place(), job, lastEventId);
    }
}
