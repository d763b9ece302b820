package dev.errata.client;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call.
 *
 * @param number from 1
 * @param startedAt when it was sent
 * @param took until its answer was read or lost
 * @param status the HTTP status, null when nothing answered
 * @param code the code that the answer named, null when it named none
 * @param requestId the request id of the answer, null when it has none
 * @param failure what was lost on the way, null when something answered
 * @param waited the time waited after it, null when nothing followed
 * @param why the reason for what followed; empty after a success
 */
public record Attempt(
        int number,
        Instant startedAt,
        Duration took,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable String failure,
        @Nullable Duration waited,
        String why)
        implements Serializable {
    /** One line for a log. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder()
                .append(number)
                .append(". ")
                .append(startedAt)
                .append(": ")
                .append(status == null ? failure : status);
        line.append(code == null ? "" : " " + code)
                .append(requestId == null ? "" : " (" + requestId + ")")
                .append(" after ")
                .append(Say.span(took));
        line.append(why.isEmpty() ? "" : "; " + why);
        return line.append(waited == null ? "" : "; waited " + Say.span(waited)).toString();
    }
}
