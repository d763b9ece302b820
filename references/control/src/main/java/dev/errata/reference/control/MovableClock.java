package dev.errata.reference.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of another clock, and what was added to it. Thread-safe. */
public final class MovableClock implements InstantSource {
    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private volatile InstantSource base;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Begins at the time of {@code base} and goes with it. */
    public MovableClock(InstantSource base) {
        this.base = base;
    }

    /**
     * Goes ahead; never back, because what has expired must stay so.
     *
     * @throws IllegalArgumentException when it would go back, or further ahead than a century in all, which not every
     *     store of times could keep
     */
    public Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock was told to move by " + by + "; it goes ahead only");
        }
        ahead.updateAndGet(before -> {
            if (by.compareTo(FURTHEST.minus(before)) > 0) {
                throw new IllegalArgumentException("The clock was told to go ahead by " + by + " from " + before + "; "
                        + FURTHEST + " in all is the most");
            }
            return before.plus(by);
        });
        return instant();
    }

    /** Stands still from now on, but for {@link #advance}, so that what a test sees does not depend on how fast it is. */
    public void stand() {
        base = InstantSource.fixed(base.instant());
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }
}
