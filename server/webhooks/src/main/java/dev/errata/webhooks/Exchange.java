package dev.errata.webhooks;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the wire of an attempt. Immutable.
 *
 * @param sent the headers that were given to the request; those that the connection adds by itself are not among them
 * @param received the first headers of the answer, several of one name joined by commas; empty without one
 * @param address the numeric address of the receiver; null when there was no connection, or no answer on it
 * @param untilFirstByte from the beginning of the attempt to the head of the answer; null without one
 */
public record Exchange(
        Map<String, String> sent,
        Map<String, String> received,
        @Nullable String address,
        @Nullable Duration untilFirstByte) {
    /** Of an attempt that did not come so far. */
    public static final Exchange NONE = new Exchange(Map.of(), Map.of(), null, null);
}
