package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Condition;
import dev.errata.door.DoorListener;
import dev.errata.door.DoorRequest;
import dev.errata.door.Origin;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts every error that is answered, in so few series that no caller can fill the memory. Thread-safe. */
final class DoorMetrics implements DoorListener {
    /** More than these are counted as one. */
    static final int MOST_SERIES = 2000;

    private static final String NONE = "none";
    private static final Series OTHER = new Series("other", "other", "other", "other");

    private final Supplier<? extends @Nullable MeterRegistry> registry;
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    private record Series(String code, String condition, String route, String status) {}

    /** Counts there, if there is one when the first error comes. */
    DoorMetrics(Supplier<? extends @Nullable MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public void answered(DoorRequest request, String requestId, ApiError error, Origin origin) {
        MeterRegistry meters = registry.get();
        if (meters == null) {
            return;
        }
        Condition condition = error.condition();
        // Never the path, which is the caller's.
        String route = request.route();
        Series series = new Series(
                error.code().id(),
                condition == null ? NONE : condition.id(),
                route == null ? NONE : route,
                Integer.toString(error.status()));
        Counter counter = counters.get(series);
        (counter == null ? counter(series, meters) : counter).increment();
    }

    private synchronized Counter counter(Series series, MeterRegistry meters) {
        boolean room = counters.size() < MOST_SERIES - 1 || counters.containsKey(series);
        return counters.computeIfAbsent(
                room ? series : OTHER,
                seen -> Counter.builder("errata.errors")
                        .description("Errors that were answered")
                        .tag("code", seen.code)
                        .tag("condition", seen.condition)
                        .tag("route", seen.route)
                        .tag("status", seen.status)
                        .register(meters));
    }
}
