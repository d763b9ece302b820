package dev.errata.reference.harborprotocol.posture;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.errata.reference.harborprotocol.artifacts.ArtifactRecords;
import dev.errata.reference.harborprotocol.events.Bus;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Pages;
import dev.errata.reference.harborprotocol.method.Row;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.tasks.Sessions;
import dev.errata.reference.harborprotocol.tasks.Tasks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what contains a text. */
public record SearchMethods(
        Sessions sessions,
        Tasks tasks,
        ArtifactRecords artifacts,
        Bus bus,
        dev.errata.reference.harborprotocol.method.Valid valid)
        implements Surface {
    private static final int USUAL = 20;

    /** What can be searched. */
    enum Index {
        SESSIONS,
        TASKS,
        EVENTS,
        ARTIFACTS;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that can be found.
     *
     * @param text that is searched, and shown
     */
    private record Hit(
            Index index, String id, Owner owner, @Nullable String run, Instant at, String text) {
        Map<String, Object> row() {
            return Row.of(
                    "index",
                    index.toString(),
                    "id",
                    id,
                    "tenant_id",
                    owner.tenant(),
                    "user_id",
                    owner.user(),
                    "session_id",
                    owner.session(),
                    "run_id",
                    run,
                    "occurred_at",
                    at,
                    "preview",
                    text);
        }
    }

    record Filter(
            @Nullable List<@NotNull String> tenantIds,
            @Nullable List<@NotNull String> userIds,
            @Nullable List<@NotNull String> sessionIds,
            @Nullable Instant since,
            @Nullable Instant until) {
        static final Filter NONE = new Filter(null, null, null, null, null);

        boolean takes(Hit hit) {
            return Names.take(userIds, hit.owner().user())
                    && Names.take(sessionIds, hit.owner().session())
                    && (since == null || !hit.at().isBefore(since))
                    && (until == null || !hit.at().isAfter(until));
        }
    }

    record Facet(@Nullable String key, @Nullable String value) {}

    record Request(
            @Nullable IdentityBody identity,
            @Nullable String query,
            @Nullable List<@NotNull Index> indexes,
            @Valid @Nullable Filter filter,
            @Nullable List<@NotNull Facet> facets,
            @Min(0) @Nullable Integer page,
            @Min(0) @Max(Pages.MOST) @Nullable Integer pageSize)
            implements Identified {
        Set<Index> asked() {
            List<Index> named = Names.of(indexes);
            return named.isEmpty() ? EnumSet.allOf(Index.class) : EnumSet.copyOf(named);
        }
    }

    @Override
    public List<Method<?>> methods() {
        List<Method<?>> methods = new ArrayList<>();
        methods.add(method("query", null));
        for (Index index : Index.values()) {
            methods.add(method(index.toString(), index));
        }
        return methods;
    }

    private Method<Request> method(String name, @Nullable Index only) {
        return new Method<>(
                "search." + name,
                Family.SEARCH,
                Need.FLEET_ACROSS,
                Request.class,
                (call, request) -> search(call, request, only),
                List.of("scope_mismatch"),
                only == null ? "finds what contains a text" : "finds " + name + " that contain a text");
    }

    private Object search(Call call, Request request, @Nullable Index only) {
        Filter filter = Objects.requireNonNullElse(request.filter(), Filter.NONE);
        List<String> named = Names.of(filter.tenantIds());
        List<String> tenants = (named.isEmpty() ? List.of(call.tenant()) : named)
                .stream()
                        .map(tenant -> call.identity().tenant(tenant, true))
                        .distinct()
                        .toList();
        valid.check(request);
        String text = Objects.requireNonNullElse(request.query(), "").toLowerCase(Locale.ROOT);
        List<Map<String, Object>> found = (only == null ? request.asked() : Set.of(only))
                .stream()
                        .flatMap(index -> tenants.stream().flatMap(tenant -> all(index, tenant)))
                        .filter(hit -> call.identity().seesAll()
                                || hit.owner().user().equals(call.owner().user()))
                        .filter(hit -> filter.takes(hit)
                                && (hit.id() + "\n" + hit.text())
                                        .toLowerCase(Locale.ROOT)
                                        .contains(text))
                        .sorted(Comparator.comparing(Hit::at).reversed().thenComparing(Hit::id))
                        .map(Hit::row)
                        .toList();
        return page(found, request);
    }

    private static Object page(List<Map<String, Object>> found, Request request) {
        int size = request.pageSize() == null || request.pageSize() == 0 ? USUAL : request.pageSize();
        Map<String, Object> page = Pages.of("rows", found, request.page(), size);
        int count = Math.max(1, (found.size() + size - 1) / size);
        page.remove("total_rows");
        page.put("page_count", count);
        page.put("total_count", found.size());
        page.put("has_more", Math.max(1, Objects.requireNonNullElse(request.page(), 1)) < count);
        page.put("protocol_version", Method.PROTOCOL_VERSION);
        return page;
    }

    private Stream<Hit> all(Index index, String tenant) {
        return switch (index) {
            case SESSIONS ->
                sessions.newest(tenant, null, Integer.MAX_VALUE).stream()
                        .map(session -> new Hit(
                                index,
                                session.owner().session(),
                                session.owner(),
                                null,
                                session.openedAt(),
                                session.owner().session()));
            case TASKS ->
                tasks.inTenant(tenant).stream()
                        .map(task -> new Hit(
                                index,
                                task.id(),
                                task.owner(),
                                task.id(),
                                task.progress().createdAt(),
                                (task.ask().description() + " " + task.ask().query()).strip()));
            case EVENTS ->
                bus.seen().stream()
                        .filter(seen -> seen.subject().owner().tenant().equals(tenant))
                        .map(seen -> new Hit(
                                index,
                                seen.type(),
                                seen.subject().owner(),
                                seen.subject().run(),
                                seen.at(),
                                seen.type()));
            case ARTIFACTS ->
                artifacts.inTenant(tenant).stream()
                        .map(artifact -> new Hit(
                                index,
                                artifact.id(),
                                artifact.owner(),
                                artifact.origin().task(),
                                artifact.place().createdAt(),
                                Objects.requireNonNullElse(artifact.content().filename(), artifact.id())));
        };
    }
}
