package dev.errata.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** From the moment a message was handed over, which is before it was accepted, to the moment it first came. */
final class Latencies {
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<String, Long> took = new ConcurrentHashMap<>();
    private final AtomicInteger repeats = new AtomicInteger();

    void begins(String id) {
        begun.put(id, System.nanoTime());
    }

    void came(String id) {
        Long since = begun.get(id);
        if (since != null && took.putIfAbsent(id, System.nanoTime() - since) != null) {
            repeats.incrementAndGet();
        }
    }

    int begun() {
        return begun.size();
    }

    int arrived() {
        return took.size();
    }

    @Override
    public String toString() {
        long[] sorted =
                took.values().stream().mapToLong(Long::longValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, most %.1f ms (%d messages, %d of them twice)",
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                sorted.length,
                repeats.get());
    }

    private static double at(long[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
    }
}
