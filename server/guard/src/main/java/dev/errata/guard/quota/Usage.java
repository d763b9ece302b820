package dev.errata.guard.quota;

import java.time.Instant;

/**
 * How much was used up in a month.
 *
 * @param used so far
 * @param starts the first moment of the month in UTC
 * @param resets the first moment of the next one
 */
public record Usage(long used, Instant starts, Instant resets) {}
