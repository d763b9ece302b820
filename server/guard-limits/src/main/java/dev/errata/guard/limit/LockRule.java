package dev.errata.guard.limit;

import dev.errata.guard.BearerScheme;
import dev.errata.guard.GuardedRequest;
import dev.errata.guard.WhileAway;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a network is locked: after so many failures in a window, which begins with the first of them.
 *
 * @param failures the one that locks, at least 1; well-behaved clients may repeat a refused request a few times
 * @param window its length, at least a millisecond
 * @param lock how long nothing is taken from the network, at least a millisecond; further requests do not prolong it
 * @param counts which of the refused requests are failures
 * @param whileAway what becomes of requests while the store that nodes share is away
 */
public record LockRule(
        int failures, Duration window, Duration lock, Predicate<GuardedRequest> counts, WhileAway whileAway) {
    /**
     * Checks the rule.
     *
     * @throws IllegalArgumentException when a number is too small
     */
    public LockRule {
        if (failures < 1) {
            throw new IllegalArgumentException(
                    "A lock after " + failures + " failures would lock everybody out; lock after 1 or more");
        }
        if (window.toMillis() < 1 || lock.toMillis() < 1) {
            throw new IllegalArgumentException("A lock of " + lock + " after failures in " + window
                    + " locks nobody; use a millisecond or more for both");
        }
    }

    /**
     * A rule that counts credentials that were presented and are wrong; a request without one guesses nothing. It refuses
     * while it cannot count together with other nodes.
     */
    public LockRule(int failures, Duration window, Duration lock) {
        this(failures, window, lock, BearerScheme::presented, WhileAway.REFUSE);
    }

    /** The same rule with another answer to a store that is away. */
    public LockRule whileAway(WhileAway whileAway) {
        return new LockRule(failures, window, lock, counts, whileAway);
    }

    /** What one of so many nodes allows alone: all of them together no more than the rule, or 1 each. */
    public LockRule share(int nodes) {
        return new LockRule(Math.max(1, failures / nodes), window, lock, counts, whileAway);
    }

    /**
     * How far ahead a moment that is kept may lie, unless a clock was set back: a second more than a node sets, for others
     * may have looked at their clocks before it did.
     */
    public Duration furthest() {
        return longest().plusSeconds(1);
    }

    /** How long what is known of a network is kept. */
    public Duration longest() {
        return window.compareTo(lock) > 0 ? window : lock;
    }
}
