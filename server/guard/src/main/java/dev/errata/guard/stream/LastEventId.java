package dev.errata.guard.stream;

import org.jspecify.annotations.Nullable;

/**
 * The number of the event that a client saw last.
 *
 * @param sequence unsigned
 */
record LastEventId(long sequence) {
    /** The number, null when there is none, or something else. */
    static @Nullable LastEventId parse(@Nullable String header) {
        if (header == null || header.isEmpty() || !header.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        try {
            return new LastEventId(Long.parseUnsignedLong(header));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Why not all that followed can be replayed, empty when it can. */
    String gap(long oldest, long latest) {
        if (Long.compareUnsigned(sequence, latest) > 0) {
            return "unknown_event";
        }
        return sequence < oldest - 1 ? "no_longer_retained" : "";
    }
}
