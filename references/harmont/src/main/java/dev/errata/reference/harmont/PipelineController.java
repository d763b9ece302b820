package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.guard.cursor.NumberedPages.Place;
import dev.errata.reference.harmont.Pipeline.Face;
import dev.errata.reference.harmont.Pipeline.Repository;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pipelines of organizations. */
@RestController
@RequestMapping("/api/v0/organizations/{organization}/pipelines")
@Access
final class PipelineController {
    private final Database database;
    private final Organizations organizations;
    private final Pipelines pipelines;
    private final Lists lists;

    PipelineController(Database database, Organizations organizations, Pipelines pipelines, Lists lists) {
        this.database = database;
        this.organizations = organizations;
        this.pipelines = pipelines;
        this.lists = lists;
    }

    record Create(
            @NotBlank @Size(max = 100) @Nullable String name,

            @NotBlank @Size(max = 2048) @Nullable String repository,

            @NotBlank @Size(max = 255) @Nullable String defaultBranch,

            @Size(max = 1000) @Nullable String description,

            @Size(max = 255) @Nullable String repoName) {}

    record Change(@NotNull @Nullable Boolean allowManual) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Pipeline create(Caller caller, @PathVariable String organization, @Valid @RequestBody Create request) {
        Face face = new Face(Objects.requireNonNull(request.name()), request.description());
        String repository = Objects.requireNonNull(request.repository());
        Repository from = new Repository(
                repository,
                Objects.requireNonNull(request.defaultBranch()),
                Slugs.repoName(request.repoName(), repository));
        return database.write(db ->
                pipelines.create(db, organizations.of(db, caller, organization).slug(), face, from));
    }

    @GetMapping
    Page<Pipeline> list(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Place place = lists.oldest(caller, "pipelines of " + organization, cursor);
        return database.read(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            return lists.page(
                    place, limit, reading -> pipelines.of(db, slug, reading), Pipeline::number, pipeline -> pipeline);
        });
    }

    @GetMapping("/{pipeline}")
    Pipeline get(Caller caller, @PathVariable String organization, @PathVariable String pipeline) {
        return database.read(db -> pipelines.of(db, caller, organization, pipeline));
    }

    @PatchMapping("/{pipeline}")
    Pipeline change(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @Valid @RequestBody Change request) {
        return database.write(db -> {
            Pipeline found = pipelines.of(db, caller, organization, pipeline);
            pipelines.allowManual(db, found, Objects.requireNonNull(request.allowManual()));
            return pipelines.of(db, found.organization(), found.slug());
        });
    }
}
