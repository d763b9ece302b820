package dev.errata.reference.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of another clock, and for the length of a lease what was added to it. Thread-safe.
 *
 * <p>A lease ends by itself, so that a caller who dies leaves no service behind that lives in another year.
 */
public final class MovableClock implements InstantSource {
    private static final Duration FURTHEST = Duration.ofDays(36_525);

    private final InstantSource base;
    private volatile Move move = Move.NONE;

    /**
     * What was done to the time.
     *
     * @param from where the time stands still, null when it goes on
     * @param end of the lease, by the base
     */
    private record Move(Duration ahead, @Nullable Instant from, Instant end) {
        static final Move NONE = new Move(Duration.ZERO, null, Instant.MIN);
    }

    /** Begins at the time of {@code base} and goes with it. */
    public MovableClock(InstantSource base) {
        this.base = base;
    }

    /**
     * Goes ahead of where it is, and holds the lease from now on for {@code lease}, whatever was left of it.
     *
     * @return the time from then on
     * @throws IllegalArgumentException when it would go back, or further ahead than a century in all, which not every
     *     store of times could keep
     */
    public synchronized Instant advance(Duration by, Duration lease) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock was told to move by " + by + "; it goes ahead only");
        }
        Instant now = base.instant();
        Move before = holding(now);
        if (by.compareTo(FURTHEST.minus(before.ahead())) > 0) {
            throw new IllegalArgumentException("The clock was told to go ahead by " + by + " from " + before.ahead()
                    + "; " + FURTHEST + " in all is the most");
        }
        move = new Move(before.ahead().plus(by), before.from(), now.plus(lease));
        return instant();
    }

    /**
     * Stands still for {@code lease}, but for {@link #advance}, so that what a test sees does not depend on how fast it
     * is.
     */
    public synchronized void stand(Duration lease) {
        Instant now = base.instant();
        Move before = holding(now);
        move = new Move(before.ahead(), before.from() == null ? now : before.from(), now.plus(lease));
    }

    /** Ends the lease: it is the time of the base again, which lies before the time that it has shown. */
    public synchronized Instant release() {
        move = Move.NONE;
        return instant();
    }

    @Override
    public Instant instant() {
        Instant now = base.instant();
        Move held = holding(now);
        return (held.from() == null ? now : held.from()).plus(held.ahead());
    }

    private Move holding(Instant now) {
        Move latest = move;
        return now.isBefore(latest.end()) ? latest : Move.NONE;
    }
}
