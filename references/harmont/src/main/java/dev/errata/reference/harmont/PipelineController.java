package dev.errata.reference.harmont;

import dev.errata.guard.Caller;
import dev.errata.spring.Access;
import dev.errata.store.jdbc.Database;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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

/** Organizations and their pipelines. */
@RestController
@RequestMapping("/api/v0/organizations")
@Access
final class PipelineController {
    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    static final String SLUG_RULE = "must be small letters and digits with single hyphens between them";

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

            @NotNull @Size(max = 64) @Pattern(regexp = SLUG, message = SLUG_RULE) @Nullable
            String slug,

            @Nullable Boolean allowManual) {}

    record Change(@NotNull @Nullable Boolean allowManual) {}

    @GetMapping
    Page<Organization> organizations(
            Caller caller,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Lists.Place place = lists.place(caller, "organizations", cursor);
        return database.read(db -> lists.page(
                place,
                limit,
                reading -> organizations.of(db, caller, reading),
                Organization::number,
                organization -> organization));
    }

    @PostMapping("/{organization}/pipelines")
    @ResponseStatus(HttpStatus.CREATED)
    Pipeline create(Caller caller, @PathVariable String organization, @Valid @RequestBody Create request) {
        return database.write(db -> pipelines.create(
                db,
                organizations.of(db, caller, organization).slug(),
                Objects.requireNonNull(request.slug()),
                Objects.requireNonNull(request.name()),
                !Boolean.FALSE.equals(request.allowManual())));
    }

    @GetMapping("/{organization}/pipelines")
    Page<Pipeline> list(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Lists.Place place = lists.place(caller, "pipelines of " + organization, cursor);
        return database.read(db -> {
            String slug = organizations.of(db, caller, organization).slug();
            return lists.page(
                    place, limit, reading -> pipelines.of(db, slug, reading), Pipeline::number, pipeline -> pipeline);
        });
    }

    @GetMapping("/{organization}/pipelines/{pipeline}")
    Pipeline get(Caller caller, @PathVariable String organization, @PathVariable String pipeline) {
        return database.read(db ->
                pipelines.of(db, organizations.of(db, caller, organization).slug(), pipeline));
    }

    @PatchMapping("/{organization}/pipelines/{pipeline}")
    Pipeline change(
            Caller caller,
            @PathVariable String organization,
            @PathVariable String pipeline,
            @Valid @RequestBody Change request) {
        return database.write(db -> {
            Pipeline found =
                    pipelines.of(db, organizations.of(db, caller, organization).slug(), pipeline);
            pipelines.allowManual(db, found, Objects.requireNonNull(request.allowManual()));
            return pipelines.of(db, found.organization(), found.slug());
        });
    }
}
