package dev.errata.store.jdbc;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How many works of a database each thread has had kept. Thread-safe. */
final class KeptWorks {
    // Of each database: a thread may use several.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Long> counts = ThreadLocal.withInitial(() -> 0L);

    long ofCaller() {
        return counts.get();
    }

    /** Counts one that is kept, or of which nobody can tell. */
    void add() {
        counts.set(counts.get() + 1);
    }

    /** Runs a work until its end, and counts it unless nothing of it was kept. */
    <T extends @Nullable Object> T run(Supplier<T> work) {
        try {
            T result = work.get();
            add();
            return result;
        } catch (DatabaseFault e) {
            if (!e.nothingKept()) {
                add();
            }
            throw e;
        }
    }
}
