package dev.errata.reference.harmont;

import dev.errata.reference.harmont.BuildController.Start;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides whether a build may start, and starts it. */
@Component
final class BuildStarter {
    /** What a person does by hand. */
    private static final Set<String> MANUAL = Set.of("api", "ui");

    private final Pipelines pipelines;
    private final Builds builds;
    private final Ledger ledger;
    private final InstantSource clock;

    BuildStarter(Pipelines pipelines, Builds builds, Ledger ledger, InstantSource clock) {
        this.pipelines = pipelines;
        this.builds = builds;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Refuses a source that is not what its sum says, before anything is looked up. */
    void check(Start request) {
        String source = request.sourceB64();
        String sum = request.sourceSha256();
        if (source == null) {
            return;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(source);
        } catch (IllegalArgumentException e) {
            throw HarmontErrors.fieldInvalid("source_b64", "must be base64");
        }
        if (sum != null && !sum.equals(HexFormat.of().formatHex(Ids.sha256(bytes)))) {
            throw HarmontErrors.fieldInvalid("source_sha256", "must be the SHA-256 of the source, as small hex digits");
        }
    }

    /** Starts it, when the pipeline lets people start builds and there is a balance to pay it from. */
    Build start(JdbcClient db, Pipeline pipeline, Start request) {
        String source = Objects.requireNonNullElse(request.source(), "api");
        if (!pipeline.allowManual() && MANUAL.contains(source)) {
            throw HarmontErrors.pipelineManualDisabled(pipeline.slug());
        }
        ledger.charge(db, pipeline.organization());
        Build build = new Build(
                pipelines.nextBuild(db, pipeline),
                Objects.requireNonNull(request.branch()),
                Objects.requireNonNull(request.commit()),
                request.message(),
                source,
                jobs(request),
                Instant.ofEpochMilli(clock.millis()),
                null);
        builds.insert(db, pipeline, build);
        return build;
    }

    private static List<Job> jobs(Start request) {
        return request.pipelineIr() == null
                ? List.of(new Job("build", "echo " + request.commit()))
                : Objects.requireNonNull(request.pipelineIr().jobs());
    }
}
