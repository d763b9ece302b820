package dev.errata.guard;

/** What a guard does while the store that nodes share is away. */
public enum WhileAway {
    /** Refuses with {@code server.unavailable}: nobody gets more than is granted. */
    REFUSE,
    /**
     * Goes on alone: the node counts for itself, from nothing, and grants its share, a whole number and at least 1. So all
     * nodes together grant no more than was granted before the store went and once the limit since then.
     */
    ALONE
}
