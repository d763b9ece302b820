package dev.errata.reference.harborprotocol.artifacts;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.events.Subject;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Row;
import dev.errata.reference.harborprotocol.method.Sha256;
import dev.errata.reference.harborprotocol.method.Surface;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts artifacts, lists them, and signs their addresses. */
public record ArtifactMethods(
        Artifacts artifacts,
        ArtifactRecords records,
        Bus bus,
        dev.errata.reference.harborprotocol.method.Valid valid,
        Catalog catalog,
        InstantSource clock)
        implements Surface {
    private static final int LIST = 100;
    private static final Duration USUAL_LIFE = Duration.ofMinutes(15);

    /** Who made an artifact. */
    enum Source {
        TOOL,
        PLANNER,
        USER_UPLOAD,
        SYSTEM;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says what the bytes are. Its source is looked at after their number, and so is no {@link Source} yet. */
    record Options(
            @Size(min = 1, max = 255)
            @Pattern(
                    regexp = "[\\w.+-]+/[\\w.+-]+(; ?[\\w.+-]+=[\\w.+-]+)*",
                    message = "must be a media type, such as text/plain")
            @Nullable
            String mimeType,

            @Size(max = 255) @Nullable String filename,
            @Size(max = 200) @Nullable String namespace,

            @Pattern(
                    regexp = "tool|planner|user_upload|system",
                    message = "must be one of tool, planner, user_upload, system")
            @Nullable
            String source,

            @Size(max = 50) @Nullable List<@NotNull @Size(max = 255) String> tags) {
        static final Options NONE = new Options(null, null, null, null, null);

        Artifact.Content content(byte[] bytes) {
            return new Artifact.Content(
                    Objects.requireNonNullElse(mimeType, "application/octet-stream"),
                    bytes.length,
                    filename,
                    Sha256.hex(bytes));
        }

        Artifact.Origin origin(@Nullable String task) {
            return new Artifact.Origin(
                    Objects.requireNonNullElse(namespace, "default"),
                    Objects.requireNonNullElse(source, Source.USER_UPLOAD.toString()),
                    Names.of(tags),
                    task);
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
            @Valid @Nullable Options opts)
            implements Identified {}

    record Sizes(@Nullable Long minBytes, @Nullable Long maxBytes) {
        boolean has(long size) {
            return (minBytes == null || size >= minBytes) && (maxBytes == null || size <= maxBytes);
        }
    }

    record Times(@Nullable Instant after, @Nullable Instant before) {
        boolean has(Instant at) {
            return (after == null || !at.isBefore(after)) && (before == null || !at.isAfter(before));
        }
    }

    record Several(
            @Nullable IdentityBody identity,
            @Nullable IdentityBody scope,
            @Nullable List<@NotNull String> mimeType,
            @Nullable List<@NotNull Source> source,
            @Nullable Sizes sizeRange,
            @Nullable Times createdRange,
            @Nullable List<@NotNull String> tags,
            @Nullable Integer limit)
            implements Identified {
        boolean takes(Artifact artifact) {
            return Names.take(mimeType, artifact.content().mimeType())
                    && Names.take(
                            source, Source.valueOf(artifact.origin().source().toUpperCase(Locale.ROOT)))
                    && (sizeRange == null || sizeRange.has(artifact.content().sizeBytes()))
                    && (createdRange == null
                            || createdRange.has(artifact.place().createdAt()))
                    && (Names.of(tags).isEmpty()
                            || artifact.origin().tags().stream().anyMatch(Names.of(tags)::contains));
        }
    }

    record Reference(
            @Nullable IdentityBody identity,
            @Nullable IdentityBody scope,

            @NotBlank @Size(max = Method.LONGEST_ID) @Nullable
            String id,

            @Nullable Long expiry)
            implements Identified {}

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

    private Object put(Call call, Put request) {
        String tenant = tenant(call, request.scope(), false);
        byte[] bytes = decoded(Objects.requireNonNullElse(request.bytes(), ""));
        if (bytes.length > catalog.limit("max-request-bytes")) {
            throw HarborProtocolErrors.requestTooLarge();
        }
        valid.check(request);
        Owner owner = new Owner(tenant, call.owner().user(), call.owner().session());
        Options options = Objects.requireNonNullElse(request.opts(), Options.NONE);
        String task = request.scope() == null
                ? null
                : request.scope().named(request.scope().task());
        Artifact kept = artifacts.put(owner, bytes, options.content(bytes), options.origin(task));
        bus.publish(
                "artifacts.uploaded",
                new Subject(owner, null),
                Row.of(
                        "ArtifactID",
                        kept.id(),
                        "MimeType",
                        kept.content().mimeType(),
                        "SizeBytes",
                        kept.content().sizeBytes(),
                        "Source",
                        kept.origin().source(),
                        "Namespace",
                        kept.origin().namespace()));
        return Row.of("ref", kept.ref(), "protocol_version", Method.PROTOCOL_VERSION);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw HarborProtocolErrors.invalidRequestMember("bytes", "must be base64");
        }
    }

    private Object list(Call call, Several request) {
        String tenant = tenant(call, request.scope(), true);
        valid.check(request);
        IdentityBody scope = Objects.requireNonNullElse(request.scope(), IdentityBody.NONE);
        List<Artifact> taken = records.inTenant(tenant).stream()
                .filter(artifact -> isReached(artifact, scope, call))
                .filter(request::takes)
                .toList();
        int asked = Objects.requireNonNullElse(request.limit(), 0);
        long limit = asked <= 0 ? LIST : Math.min(asked, catalog.limit("artifact-list-most"));
        return Row.of(
                "rows",
                taken.stream().limit(limit).map(Artifact::row).toList(),
                "total_matched",
                taken.size(),
                "protocol_version",
                Method.PROTOCOL_VERSION);
    }

    /** Of another tenant all; of one's own those of the session, or of all one's sessions when only the user is named. */
    private static boolean isReached(Artifact artifact, IdentityBody scope, Call call) {
        Owner owner = artifact.owner();
        boolean own = owner.tenant().equals(call.owner().tenant());
        boolean anySession = scope.named(scope.session()) == null && scope.named(scope.user()) != null;
        return (!own || owner.user().equals(call.owner().user()))
                && (!own || anySession || owner.session().equals(call.owner().session()))
                && (scope.named(scope.task()) == null
                        || Objects.equals(scope.task(), artifact.origin().task()));
    }

    private Object presign(Call call, Reference request) {
        IdentityBody scope = request.scope();
        if (scope != null) {
            scope.check(call.owner());
        }
        valid.check(request);
        long asked = Objects.requireNonNullElse(request.expiry(), 0L);
        Duration life = asked <= 0 ? USUAL_LIFE : Duration.ofNanos(asked);
        if (life.compareTo(Duration.ofMinutes(catalog.limit("presign-minutes-least"))) < 0
                || life.compareTo(Duration.ofDays(catalog.limit("presign-days-most"))) > 0) {
            throw HarborProtocolErrors.invalidRequestMember(
                    "expiry",
                    "must be " + catalog.limit("presign-minutes-least") + " minute to "
                            + catalog.limit("presign-days-most") + " days, in nanoseconds");
        }
        Artifact artifact = artifacts.get(call.owner(), Objects.requireNonNull(request.id()));
        ArtifactDriver driver = artifacts.driver(artifact);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        URI address = driver.presign(artifact.place().blob(), now, life)
                .orElseThrow(() -> HarborProtocolErrors.presignUnsupported(driver.name()));
        return Row.of(
                "ref",
                artifact.ref(),
                "presigned_url",
                address,
                "expires_at",
                now.plusSeconds(life.toSeconds()),
                "protocol_version",
                Method.PROTOCOL_VERSION);
    }

    /** The tenant to work in; user and session are always the caller's. */
    private static String tenant(Call call, @Nullable IdentityBody scope, boolean fleetIsEnough) {
        if (scope == null) {
            return call.owner().tenant();
        }
        scope.checkWithin(call.owner());
        return call.identity().tenant(scope.named(scope.tenant()), fleetIsEnough);
    }
}
