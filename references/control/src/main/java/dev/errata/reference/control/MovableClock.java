package dev.errata.reference.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The time of another clock, and until it is released what was added to it. Thread-safe. */
public final class MovableClock implements InstantSource {
    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private final InstantSource base;
    private volatile Move move = Move.NONE;

    /**
     * What was done to the time.
     *
     * @param from where it stands still, null while it goes on
     */
    private record Move(Duration ahead, @Nullable Instant from) {
        static final Move NONE = new Move(Duration.ZERO, null);
    }

    /** Begins at the time of {@code base} and goes with it. */
    public MovableClock(InstantSource base) {
        this.base = base;
    }

    /**
     * Goes ahead of where it is.
     *
     * @return the time from then on
     * @throws IllegalArgumentException when it would go back, or further ahead than a century in all, which not every
     *     store of times could keep
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock was told to move by " + by + "; it goes ahead only");
        }
        if (by.compareTo(FURTHEST.minus(move.ahead())) > 0) {
            throw new IllegalArgumentException("The clock was told to go ahead by " + by + " from " + move.ahead()
                    + "; " + FURTHEST + " in all is the most");
        }
        move = new Move(move.ahead().plus(by), move.from());
        return instant();
    }

    /** Stands still from now on, but for {@link #advance}, so that what a test sees does not depend on how fast it is. */
    public synchronized void stand() {
        move = new Move(move.ahead(), move.from() == null ? base.instant() : move.from());
    }

    /** Is at the time of the base again, which lies before the time that it has shown. */
    public synchronized Instant release() {
        move = Move.NONE;
        return instant();
    }

    @Override
    public Instant instant() {
        Move now = move;
        return (now.from() == null ? base.instant() : now.from()).plus(now.ahead());
    }
}
