package dev.errata.guard.limit;

import java.time.Duration;

/** Where requests are counted. Thread-safe: of any number of takers at once, exactly as many pass as the rule says. */
public interface BucketStore {
    /**
     * What came of a request for a token.
     *
     * @param granted whether it was taken
     * @param remaining tokens left
     * @param untilReset how long until the bucket is full again or, when it was not granted, until the next token
     *     comes; more than zero. In a fixed window both come at its end
     */
    record Taken(boolean granted, long remaining, Duration untilReset) {}

    /**
     * Takes one token from the bucket with this name, which is made full at first use; takes none when it is empty. A
     * bucket that comes with another limit than before keeps the share of its tokens that was left.
     *
     * @throws RuntimeException that is a {@link dev.errata.guard.StoreFault} when the store is away; a token may be gone
     */
    Taken take(String bucket, RateLimit limit);

    /**
     * What {@link #take} would answer, with the token that it would take still there. Takes nothing and begins no window.
     *
     * @throws RuntimeException that is a {@link dev.errata.guard.StoreFault} when the store is away
     */
    Taken look(String bucket, RateLimit limit);

    /** Gives back a token that was taken by this limit a moment ago, for a request which another rule refused. */
    void giveBack(String bucket, RateLimit limit);
}
