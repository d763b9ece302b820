package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.reference.harmont.PasskeyController.All;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Builds of pipelines. */
@RestController
@RequestMapping("/api/v0/organizations/{organization}")
@Access
final class BuildController {
    private static final String BUILDS = "/pipelines/{pipeline}/builds";

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

    record PipelineIr(
            @NotNull @Size(min = 1, max = 20) @Nullable List<@Valid @NotNull Job> jobs) {}

    /** What a build is made of; the last two are for the route that names no pipeline. */
    record Start(
            @NotBlank @Size(max = 255) @Nullable String branch,

            @NotBlank @Size(max = 64) @Nullable String commit,

            @Size(max = 1000) @Nullable String message,

            @Pattern(regexp = "api|ui|push|schedule", message = "must be one of api, ui, push, schedule") @Nullable
            String source,

            @Nullable String sourceB64,

            @Size(max = 2048) @Nullable String sourceUrl,

            @Size(max = 64) @Nullable String sourceSha256,

            @Valid @Nullable PipelineIr pipelineIr,

            @Size(max = 64) @Nullable Map<String, String> env,

            @Size(max = 255) @Nullable String repoName,

            @Size(max = 64) @Pattern(regexp = PipelineController.SLUG, message = PipelineController.SLUG_RULE) @Nullable
            String sourceSlug) {}

    @PostMapping(BUILDS)
    @ResponseStatus(HttpStatus.CREATED)
    Build.View start(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @Valid @RequestBody Start request) {
        starter.check(request);
        return database.write(db -> starter.start(
                        db,
                        pipelines.of(
                                db, organizations.of(db, caller, organization).slug(), pipeline),
                        request))
                .view(clock.instant());
    }

    /** Builds what a repository holds; its pipeline is made with the first build. */
    @PostMapping("/builds")
    @ResponseStatus(HttpStatus.CREATED)
    Build.View startSource(Caller caller, @PathVariable String organization, @Valid @RequestBody Start request) {
        starter.check(request);
        return database.write(db -> {
                    String slug = Objects.requireNonNullElse(request.sourceSlug(), "source");
                    String name = Objects.requireNonNullElse(request.repoName(), slug);
                    String owner = organizations.of(db, caller, organization).slug();
                    return starter.start(db, pipelines.ensure(db, owner, slug, name), request);
                })
                .view(clock.instant());
    }

    @GetMapping(BUILDS)
    Page<Build.View> list(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Lists.Place place = lists.place(caller, "builds of " + organization + "/" + pipeline, cursor);
        return database.read(db -> {
            Pipeline found =
                    pipelines.of(db, organizations.of(db, caller, organization).slug(), pipeline);
            return lists.page(
                    place,
                    limit,
                    reading -> builds.of(db, found, reading),
                    Build::number,
                    build -> build.view(clock.instant()));
        });
    }

    @GetMapping(BUILDS + "/{number}")
    Build.View get(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.read(db -> builds.of(
                        db,
                        pipelines.of(
                                db, organizations.of(db, caller, organization).slug(), pipeline),
                        number))
                .view(clock.instant());
    }

    @GetMapping(BUILDS + "/{number}/jobs")
    All<Build.JobView> jobs(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.read(db -> {
            Pipeline found =
                    pipelines.of(db, organizations.of(db, caller, organization).slug(), pipeline);
            return new All<>(builds.of(db, found, number).jobs(found.number(), clock.instant()));
        });
    }

    @PostMapping(BUILDS + "/{number}/cancel")
    Build.View cancel(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @PathVariable String number) {
        return database.write(db -> builds.cancel(
                        db,
                        pipelines.of(
                                db, organizations.of(db, caller, organization).slug(), pipeline),
                        number))
                .view(clock.instant());
    }
}
