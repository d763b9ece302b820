package dev.errata.client.fake;

import dev.errata.client.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Time that passes only when somebody waits or moves it: a wait ends at once, and the clock has moved on. Thread-safe. */
public final class FakeTime implements Time {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos;
    private final List<Duration> waits = new ArrayList<>();

    /** The first day of 2026. */
    public FakeTime() {}

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized CompletableFuture<Void> after(Duration wait) {
        waits.add(wait);
        advance(wait);
        return CompletableFuture.completedFuture(null);
    }

    /** Moves the clock. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
        nanos += step.toNanos();
    }

    /** What was waited for until now, in order. */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
