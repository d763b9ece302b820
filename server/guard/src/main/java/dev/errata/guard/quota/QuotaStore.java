package dev.errata.guard.quota;

/**
 * Where usage is counted. Thread-safe: however many take at once, what is granted is never more than the limit.
 *
 * <p>A store on a database takes part in the transaction that its caller is in: what failed work took is not used up.
 * Past periods are kept; they are what a bill is explained with.
 */
public interface QuotaStore {
    /**
     * What came of a request for more.
     *
     * @param granted whether it was taken, wholly; never a part of it
     * @param used after that, or still
     */
    record Taken(boolean granted, long used) {}

    /**
     * Takes an amount, unless more than the limit would be used up then.
     *
     * @param amount at least 1
     * @param limit at least 0; may be another one than before
     */
    Taken take(Counter counter, long amount, long limit);

    /** What is used up, 0 when nothing was taken yet. */
    long used(Counter counter);
}
