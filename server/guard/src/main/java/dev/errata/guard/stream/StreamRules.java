package dev.errata.guard.stream;

import dev.errata.core.Catalog;
import java.time.Duration;

/**
 * The numbers of an event log. Immutable.
 *
 * @param retained how many of the newest events can be replayed; a reader that falls behind them is disconnected
 * @param subscribers how many streams of one group may be open at once
 * @param keepAlive after how long a silence a comment is sent, so that nobody between takes the connection for dead
 * @param stall how long a connection may take nothing before it is cut
 * @param retry how long the client shall wait before it connects again
 */
public record StreamRules(int retained, int subscribers, Duration keepAlive, Duration stall, Duration retry) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is not positive
     */
    public StreamRules {
        if (retained < 1 || subscribers < 1) {
            throw new IllegalArgumentException("Found " + retained + " events retained and " + subscribers
                    + " subscribers; both must be at least 1");
        }
        if (!isPositive(keepAlive) || !isPositive(stall) || !isPositive(retry)) {
            throw new IllegalArgumentException("Found keepAlive " + keepAlive + ", stall " + stall + " and retry "
                    + retry + "; each must be more than zero");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /**
     * The catalog's limits {@code stream-retained} and {@code stream-subscribers}; a comment after 15 seconds, a cut
     * after 60, a new connection after 3.
     *
     * @throws IllegalArgumentException when the catalog lacks one
     */
    public static StreamRules of(Catalog catalog) {
        return new StreamRules(
                Math.toIntExact(catalog.limit("stream-retained")),
                Math.toIntExact(catalog.limit("stream-subscribers")),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }
}
