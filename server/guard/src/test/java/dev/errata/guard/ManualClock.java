package dev.errata.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when it is told to. Thread-safe. */
public final class ManualClock implements InstantSource {
    /** Where it begins: a whole second. */
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it. */
    public void advance(Duration by) {
        now.updateAndGet(then -> then.plus(by));
    }
}
