package dev.errata.reference.harmont;

import dev.errata.reference.harmont.Build.Change;
import dev.errata.reference.harmont.Build.Place;
import dev.errata.reference.harmont.BuildController.Start;
import dev.errata.reference.harmont.Plan.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides whether a build may start, and starts it. */
@Component
final class BuildStarter {
    private static final String INVALID = "build_invalid";
    /** What a person does by hand. */
    private static final Set<String> MANUAL = Set.of("api", "ui");

    private static final Set<String> SOURCES =
            Set.of("api", "ui", "manual", "push", "webhook", "trigger_job", "schedule");

    private final Pipelines pipelines;
    private final Builds builds;
    private final Ledger ledger;
    private final PlanReader plans;
    private final InstantSource clock;

    BuildStarter(Pipelines pipelines, Builds builds, Ledger ledger, PlanReader plans, InstantSource clock) {
        this.pipelines = pipelines;
        this.builds = builds;
        this.ledger = ledger;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * What is to be run, or why nothing is: read before anything is looked up, and told when the build has its number, for
     * one that is refused is kept as a failed one.
     */
    Plan plan(Start request) {
        if (!SOURCES.contains(source(request))) {
            return Plan.rejected(
                    INVALID, "source must be one of api, ui, manual, push, webhook, trigger_job, schedule");
        }
        String wrong = wrong(request.sourceB64(), request.sourceSha256());
        if (wrong != null) {
            return Plan.rejected(INVALID, wrong);
        }
        String text = request.pipelineIr();
        return text == null || text.isBlank()
                ? Plan.rendered(Objects.requireNonNull(request.commit()))
                : plans.read(text);
    }

    private static @Nullable String wrong(@Nullable String source, @Nullable String sum) {
        if (source == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(source);
        } catch (IllegalArgumentException e) {
            return "source_b64 must be base64";
        }
        return sum == null || sum.equals(HexFormat.of().formatHex(Ids.sha256(bytes)))
                ? null
                : "source_sha256 must be the SHA-256 of the source, as small hex digits";
    }

    private static String source(Start request) {
        return Objects.requireNonNullElse(request.source(), "api");
    }

    /** Starts it, when the pipeline lets people start builds and the balance pays for it; one that is refused costs nothing. */
    Build start(JdbcClient db, Pipeline pipeline, Start request, Plan plan) {
        String source = source(request);
        if (!pipeline.allowManual() && MANUAL.contains(source)) {
            throw HarmontErrors.pipelineManualDisabled(pipeline.slug());
        }
        ledger.charge(db, pipeline.organization(), plan.steps().size());
        Build build = new Build(
                new Place(pipeline.number(), pipeline.slug(), pipelines.nextBuild(db, pipeline)),
                new Change(
                        Objects.requireNonNull(request.branch()),
                        Objects.requireNonNull(request.commit()),
                        request.message()),
                source,
                plan,
                Instant.ofEpochMilli(clock.millis()),
                null);
        builds.insert(db, build);
        return build;
    }

    /** Says why a build was refused, after it was kept. */
    static Build accepted(Build build) {
        Rejection rejection = build.plan().rejection();
        if (rejection == null) {
            return build;
        }
        throw rejection.code().equals(INVALID)
                ? HarmontErrors.buildInvalid(build.number(), rejection.message())
                : HarmontErrors.buildPlanRejected(build.number(), rejection.code(), rejection.message());
    }
}
