package dev.errata.guard.rate;

import java.time.Duration;

/** Where requests are counted. Thread-safe: of any number of takers at once, exactly as many pass as the rule says. */
public interface BucketStore {
    /**
     * What came of a request for a token.
     *
     * @param granted whether it was taken
     * @param remaining tokens left in this window
     * @param untilReset how long this window still lasts, more than zero
     */
    record Taken(boolean granted, long remaining, Duration untilReset) {}

    /** Takes one token from the bucket with this name, which is made full at first use; takes none when it is empty. */
    Taken take(String bucket, RateLimit limit);

    /** Gives back a token that was taken for a request which another rule refused. */
    void giveBack(String bucket, RateLimit limit);
}
