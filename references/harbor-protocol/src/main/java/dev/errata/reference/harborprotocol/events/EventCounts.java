package dev.errata.reference.harborprotocol.events;

import dev.errata.core.Catalog;
import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import dev.errata.reference.harborprotocol.identity.Identified;
import dev.errata.reference.harborprotocol.identity.IdentityBody;
import dev.errata.reference.harborprotocol.identity.Owner;
import dev.errata.reference.harborprotocol.method.Call;
import dev.errata.reference.harborprotocol.method.Family;
import dev.errata.reference.harborprotocol.method.Method;
import dev.errata.reference.harborprotocol.method.Names;
import dev.errata.reference.harborprotocol.method.Need;
import dev.errata.reference.harborprotocol.method.Surface;
import dev.errata.reference.harborprotocol.method.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the events that are retained. */
public final class EventCounts implements Surface {
    private final Bus bus;
    private final Valid valid;
    private final InstantSource clock;
    private final long mostBuckets;

    public EventCounts(Bus bus, Valid valid, Catalog catalog, InstantSource clock) {
        this.bus = bus;
        this.valid = valid;
        this.clock = clock;
        this.mostBuckets = catalog.limit("buckets-most");
    }

    /** Which events count; whose nobody names are the caller's. */
    record Filter(
            @Nullable List<@NotNull String> eventTypes,
            @Nullable List<@NotNull String> tenantIds,
            @Nullable List<@NotNull String> userIds,
            @Nullable List<@NotNull String> sessionIds,
            @Nullable List<@NotNull String> runIds,
            @Nullable Instant since,
            @Nullable Instant until) {
        static final Filter NONE = new Filter(null, null, null, null, null, null, null);

        /** One session of one's own is nobody else's. */
        boolean reachesBeyond(Owner caller) {
            return !isNoneOr(tenantIds, caller.tenant())
                    || !isNoneOr(userIds, caller.user())
                    || Names.of(sessionIds).size() > 1;
        }

        private static boolean isNoneOr(@Nullable List<String> named, String own) {
            return Names.of(named).isEmpty() || Names.of(named).equals(List.of(own));
        }

        boolean takes(Bus.Seen seen, Owner caller) {
            Owner owner = seen.subject().owner();
            boolean beyond = reachesBeyond(caller);
            return Names.take(tenantIds, owner.tenant(), owner.tenant().equals(caller.tenant()))
                    && Names.take(userIds, owner.user(), beyond || owner.user().equals(caller.user()))
                    && Names.take(
                            sessionIds,
                            owner.session(),
                            beyond || owner.session().equals(caller.session()))
                    && Names.take(
                            runIds, Objects.requireNonNullElse(seen.subject().run(), ""))
                    && Names.take(eventTypes, seen.type())
                    && (since == null || !seen.at().isBefore(since))
                    && (until == null || seen.at().isBefore(until));
        }
    }

    /**
     * The question.
     *
     * @param window in nanoseconds, until now
     * @param bucket in nanoseconds; a whole number of them is the window
     */
    record Request(
            @Nullable IdentityBody identity,
            @jakarta.validation.Valid @Nullable Filter filter,
            @NotNull @Positive @Nullable Long window,
            @NotNull @Positive @Nullable Long bucket)
            implements Identified {}

    record Bucket(Instant bucketStart, Instant bucketEnd, Map<String, Integer> counts) {}

    record Counts(List<Bucket> buckets, String protocolVersion) {}

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                "events.aggregate",
                Family.EVENTS,
                Need.FLEET_ACROSS,
                Request.class,
                this::aggregate,
                List.of("identity_scope_required"),
                "counts events in equal spans"));
    }

    private Counts aggregate(Call call, Request request) {
        Filter filter = Objects.requireNonNullElse(request.filter(), Filter.NONE);
        if (filter.reachesBeyond(call.owner()) && !call.identity().seesAll()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        valid.check(request);
        long window = Objects.requireNonNull(request.window());
        long bucket = Objects.requireNonNull(request.bucket());
        if (window % bucket != 0 || window / bucket > mostBuckets) {
            throw HarborProtocolErrors.invalidRequestMember(
                    "bucket", "must divide `window` into at most " + mostBuckets + " spans");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant from = now.minusNanos(window);
        List<Bucket> buckets = new ArrayList<>();
        for (Instant start = from; start.isBefore(now); start = start.plusNanos(bucket)) {
            buckets.add(new Bucket(start, start.plusNanos(bucket), new TreeMap<>()));
        }
        bus.seen().stream()
                .filter(seen -> filter.takes(seen, call.owner())
                        && seen.at().isAfter(from)
                        && !seen.at().isAfter(now))
                .forEach(seen -> buckets.get(
                                (int) ((Duration.between(from, seen.at()).toNanos() - 1) / bucket))
                        .counts()
                        .merge(seen.type(), 1, Integer::sum));
        return new Counts(buckets, Method.PROTOCOL_VERSION);
    }
}
