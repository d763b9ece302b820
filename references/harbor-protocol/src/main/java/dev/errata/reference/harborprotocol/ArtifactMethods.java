package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts artifacts, lists them, and signs their addresses. */
final class ArtifactMethods implements Surface {
    private static final int LIST = 100;
    private static final Duration USUAL_LIFE = Duration.ofMinutes(15);

    private final Artifacts artifacts;
    private final ArtifactRecords records;
    private final Valid valid;
    private final Catalog catalog;
    private final InstantSource clock;

    ArtifactMethods(Artifacts artifacts, ArtifactRecords records, Valid valid, Catalog catalog, InstantSource clock) {
        this.artifacts = artifacts;
        this.records = records;
        this.valid = valid;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Says what the bytes are. */
    record Options(
            @Size(min = 1, max = 255) @Pattern(regexp = "[\\w.+-]+/[\\w.+-]+(; ?[\\w.+-]+=[\\w.+-]+)*") @Nullable
            String mimeType,

            @Size(max = 255) @Nullable String filename,
            @Size(max = 255) @Nullable String namespace,

            @Pattern(regexp = "tool|planner|user_upload|system") @Nullable
            String source,

            @Size(max = 50) @Nullable List<@NotNull @Size(max = 255) String> tags) {
        static final Options NONE = new Options(null, null, null, null, null);

        String sourceOrTool() {
            return source == null ? "tool" : source;
        }
    }

    /**
     * Bytes to keep.
     *
     * @param bytes in base64
     */
    record Put(
            @Nullable IdentityBody identity,
            @Nullable IdentityBody scope,
            @NotNull @Nullable String bytes,
            @jakarta.validation.Valid @Nullable Options opts)
            implements Identified {}

    record Several(
            @Nullable IdentityBody identity,
            @Nullable IdentityBody scope,
            @Min(1) @Nullable Integer limit) implements Identified {}

    record Reference(
            @Nullable IdentityBody identity,
            @Nullable IdentityBody scope,

            @NotNull @NotEmpty @Size(max = Method.LONGEST_ID) @Nullable
            String id,

            @Nullable Long expiry)
            implements Identified {}

    record Kept(Artifact.Ref ref, String protocolVersion) {}

    record ArtifactList(List<Artifact.Ref> artifacts) {}

    record Presigned(Artifact.Ref ref, URI presignedUrl, Instant expiresAt) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        "artifacts.put",
                        Family.ARTIFACTS,
                        Need.ADMIN_ACROSS,
                        Put.class,
                        this::put,
                        List.of("scope_mismatch", "request_too_large"),
                        "keeps bytes, whole or not at all"),
                new Method<>(
                        "artifacts.list",
                        Family.ARTIFACTS,
                        Need.FLEET_ACROSS,
                        Several.class,
                        this::list,
                        List.of("scope_mismatch"),
                        "the artifacts of the session, newest first"),
                new Method<>(
                        "artifacts.get_ref",
                        Family.ARTIFACTS,
                        Need.IDENTITY,
                        Reference.class,
                        this::presign,
                        List.of("not_found", "presign_unsupported"),
                        "a signed address of an artifact"));
    }

    private Kept put(Call call, Put request) {
        String tenant = tenant(call, request.scope(), false);
        byte[] bytes = decoded(Objects.requireNonNullElse(request.bytes(), ""));
        if (bytes.length > catalog.limit("max-request-bytes")) {
            throw HarborProtocolErrors.requestTooLarge();
        }
        valid.check(request);
        Owner owner = new Owner(tenant, call.owner().user(), call.owner().session());
        Options options = Objects.requireNonNullElse(request.opts(), Options.NONE);
        Artifact kept = artifacts.put(owner, bytes, options);
        return new Kept(kept.ref(), Posture.PROTOCOL_VERSION);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw HarborProtocolErrors.invalidRequestMember("bytes", "must be base64");
        }
    }

    private ArtifactList list(Call call, Several request) {
        String tenant = tenant(call, request.scope(), true);
        valid.check(request);
        int limit =
                (int) Math.min(Objects.requireNonNullElse(request.limit(), LIST), catalog.limit("artifact-list-most"));
        Owner owner = tenant.equals(call.owner().tenant()) ? call.owner() : null;
        return new ArtifactList(
                records.newest(tenant, owner, limit).stream().map(Artifact::ref).toList());
    }

    private Presigned presign(Call call, Reference request) {
        IdentityBody scope = request.scope();
        if (scope != null) {
            scope.check(call.owner());
        }
        valid.check(request);
        Duration life = request.expiry() == null ? USUAL_LIFE : Duration.ofNanos(request.expiry());
        if (life.compareTo(Duration.ofMinutes(catalog.limit("presign-minutes-least"))) < 0
                || life.compareTo(Duration.ofDays(catalog.limit("presign-days-most"))) > 0) {
            throw HarborProtocolErrors.invalidRequestMember("expiry", "must be 1 minute to 7 days, in nanoseconds");
        }
        Artifact artifact = artifacts.get(call.owner(), Objects.requireNonNull(request.id()));
        ArtifactDriver driver = artifacts.driver(artifact);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        URI address = driver.presign(artifact.id(), now, life)
                .orElseThrow(() -> HarborProtocolErrors.presignUnsupported(driver.name()));
        return new Presigned(artifact.ref(), address, now.plusSeconds(life.toSeconds()));
    }

    /** The tenant to work in; user and session are always the caller's. */
    private static String tenant(Call call, @Nullable IdentityBody scope, boolean fleetIsEnough) {
        if (scope == null) {
            return call.owner().tenant();
        }
        scope.checkWithin(call.owner());
        String named = scope.tenant();
        return call.identity().tenant(named == null || named.isEmpty() ? null : named, fleetIsEnough);
    }
}
