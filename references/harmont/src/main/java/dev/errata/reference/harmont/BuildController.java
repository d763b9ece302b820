package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.reference.harmont.Build.JobView;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Builds of pipelines, and their jobs. */
@RestController
@RequestMapping("/api/v0/organizations/{organization}")
@Access
final class BuildController {
    private static final String BUILDS = "/pipelines/{pipeline}/builds";
    private static final String BUILD = BUILDS + "/{number}";

    private final Database database;
    private final Organizations organizations;
    private final Pipelines pipelines;
    private final Builds builds;
    private final BuildStarter starter;
    private final Lists lists;
    private final InstantSource clock;

    BuildController(
            Database database,
            Organizations organizations,
            Pipelines pipelines,
            Builds builds,
            BuildStarter starter,
            Lists lists,
            InstantSource clock) {
        this.database = database;
        this.organizations = organizations;
        this.pipelines = pipelines;
        this.builds = builds;
        this.starter = starter;
        this.lists = lists;
        this.clock = clock;
    }

    /** All of a short list. */
    record All<T>(List<T> data) {}

    /** What a build is made of; the last two are for the route that names no pipeline. */
    record Start(
            @NotBlank @Size(max = 255) @Nullable String branch,

            @NotBlank @Size(max = 64) @Nullable String commit,

            @Size(max = 1000) @Nullable String message,

            @Nullable String source,

            @Nullable String sourceB64,

            @Size(max = 2048) @Nullable String sourceUrl,

            @Size(max = 64) @Nullable String sourceSha256,

            @Nullable String pipelineIr,

            @Size(max = 64) @Nullable Map<String, String> env,

            @Size(max = 255) @Nullable String repoName,

            @Size(max = 64) @Nullable String sourceSlug) {}

    @PostMapping(BUILDS)
    @ResponseStatus(HttpStatus.CREATED)
    Build.View start(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @Valid @RequestBody Start request) {
        Plan plan = starter.plan(request);
        Build build = database.write(
                db -> starter.start(db, pipelines.of(db, caller, organization, pipeline), request, plan));
        return BuildStarter.accepted(build).view(clock.instant());
    }

    /** Builds what was found in a repository. */
    @PostMapping("/builds")
    @ResponseStatus(HttpStatus.CREATED)
    Build.View startSource(Caller caller, @PathVariable String organization, @Valid @RequestBody Start request) {
        String repository = required("repo_name", request.repoName());
        String slug = required("source_slug", request.sourceSlug());
        Plan plan = starter.plan(request);
        Build build = database.write(db -> {
            String owner = organizations.of(db, caller, organization).slug();
            return starter.start(db, pipelines.discovered(db, owner, repository, slug), request, plan);
        });
        return BuildStarter.accepted(build).view(clock.instant());
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw HarmontErrors.fieldRequired(field);
        }
        return value;
    }

    @GetMapping(BUILDS)
    Page<Build.View> list(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Place place = lists.newest(caller, "builds of " + organization + "/" + pipeline, cursor);
        return database.read(db -> {
            Pipeline found = pipelines.of(db, caller, organization, pipeline);
            return lists.page(
                    place,
                    limit,
                    reading -> builds.of(db, found, reading),
                    Build::number,
                    build -> build.view(clock.instant()));
        });
    }

    @GetMapping(BUILD)
    Build.View get(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.read(db -> build(db, caller, organization, pipeline, number))
                .view(clock.instant());
    }

    @GetMapping(BUILD + "/jobs")
    All<JobView> jobs(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return new All<>(database.read(db -> build(db, caller, organization, pipeline, number))
                .jobs(clock.instant()));
    }

    @GetMapping(BUILD + "/jobs/{id}")
    JobView job(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number,
            @PathVariable String id) {
        Build build = database.read(db -> build(db, caller, organization, pipeline, number));
        return build.jobs(clock.instant()).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> HarmontErrors.jobNotFound(id, build.number()));
    }

    /** As often as anybody likes; only what has ended by itself is past it. */
    @PutMapping(BUILD + "/cancel")
    Build.View cancel(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.write(db -> builds.cancel(db, pipelines.of(db, caller, organization, pipeline), number))
                .view(clock.instant());
    }

    private Build build(JdbcClient db, Caller caller, String organization, String pipeline, String number) {
        return builds.of(db, pipelines.of(db, caller, organization, pipeline), number);
    }
}
