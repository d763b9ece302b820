package dev.errata.guard.key;

import dev.errata.guard.GuardedRequest;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * When a network is locked: after so many failures in a window, which begins with the first of them.
 *
 * @param failures the one that locks, at least 1; well-behaved clients may repeat a refused request a few times
 * @param window its length, at least a millisecond
 * @param lock how long nothing is taken from the network, at least a millisecond; further requests do not prolong it
 * @param counts which of the refused requests are failures
 */
public record LockRule(int failures, Duration window, Duration lock, Predicate<GuardedRequest> counts) {
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

    /** A rule that counts credentials that were presented and are wrong; a request without one guesses nothing. */
    public LockRule(int failures, Duration window, Duration lock) {
        this(failures, window, lock, ApiKeyGuard::presented);
    }
}
