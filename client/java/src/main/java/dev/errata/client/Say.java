package dev.errata.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Words for numbers in messages. */
final class Say {
    private Say() {}

    /** {@code 700 ms}, {@code 2 s}, {@code 1.25 s}; parts of a millisecond are left out. */
    static String span(Duration span) {
        long millis = span.toMillis();
        if (Math.abs(millis) < 1000) {
            return millis + " ms";
        }
        BigDecimal seconds = BigDecimal.valueOf(millis).movePointLeft(3).setScale(3, RoundingMode.UNNECESSARY);
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
