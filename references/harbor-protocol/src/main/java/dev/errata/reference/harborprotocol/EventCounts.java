package dev.errata.reference.harborprotocol;

import dev.errata.core.Catalog;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts the events that are retained. */
final class EventCounts implements Surface {
    private final Bus bus;
    private final Valid valid;
    private final InstantSource clock;
    private final long mostBuckets;

    EventCounts(Bus bus, Valid valid, Catalog catalog, InstantSource clock) {
        this.bus = bus;
        this.valid = valid;
        this.clock = clock;
        this.mostBuckets = catalog.limit("buckets-most");
    }

    /** Which events count. */
    record Filter(
            @Size(max = 50) @Nullable List<@NotNull String> tenants,
            @Size(max = 50) @Nullable List<@NotNull String> types) {}

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

    record Counts(Instant from, long bucket, List<Long> counts, long total) {}

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
        Filter filter = Objects.requireNonNullElse(request.filter(), new Filter(null, null));
        List<String> tenants = Objects.requireNonNullElse(filter.tenants(), List.of());
        boolean own = tenants.isEmpty() || tenants.equals(List.of(call.owner().tenant()));
        if (!own && !call.identity().seesAll()) {
            throw HarborProtocolErrors.identityScopeRequired();
        }
        valid.check(request);
        long window = Objects.requireNonNull(request.window());
        long bucket = Objects.requireNonNull(request.bucket());
        if (window % bucket != 0 || window / bucket > mostBuckets) {
            throw HarborProtocolErrors.invalidRequestMember(
                    "bucket", "must divide `window` into at most " + mostBuckets + " spans");
        }
        List<String> types = Objects.requireNonNullElse(filter.types(), List.of());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant from = now.minusNanos(window);
        long[] counts = new long[(int) (window / bucket)];
        for (Bus.Seen seen : bus.seen()) {
            Owner owner = seen.subject().owner();
            boolean counted = (own ? owner.equals(call.owner()) : tenants.contains(owner.tenant()))
                    && (types.isEmpty() || types.contains(seen.type()))
                    && seen.at().isAfter(from)
                    && !seen.at().isAfter(now);
            if (counted) {
                counts[(int) ((Duration.between(from, seen.at()).toNanos() - 1) / bucket)]++;
            }
        }
        return new Counts(
                from,
                bucket,
                Arrays.stream(counts).boxed().toList(),
                Arrays.stream(counts).sum());
    }
}
