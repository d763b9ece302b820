package dev.errata.guard.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts until the process ends, one number for each subject, meter and month. Thread-safe. */
public final class InMemoryQuotaStore implements QuotaStore {
    private final ConcurrentMap<Counter, AtomicLong> counters = new ConcurrentHashMap<>();

    @Override
    public Taken take(Counter counter, long amount, long limit) {
        AtomicLong used = counters.computeIfAbsent(counter, absent -> new AtomicLong());
        while (true) {
            long before = used.get();
            if (amount > limit - before) {
                return new Taken(false, before);
            }
            if (used.compareAndSet(before, before + amount)) {
                return new Taken(true, before + amount);
            }
        }
    }

    @Override
    public long used(Counter counter) {
        AtomicLong used = counters.get(counter);
        return used == null ? 0 : used.get();
    }
}
