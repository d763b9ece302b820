package dev.errata.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call did before it failed.
 *
 * @param api the name of the API
 * @param method the method
 * @param path the path, without its query
 * @param idempotencyKey the key of every attempt, null when there was none
 * @param attempts every attempt, in order; at least one unless the call ended before the first
 * @param reason the rule that ended the call
 * @param why the same as a sentence
 */
public record CallReport(
        String api,
        String method,
        String path,
        @Nullable String idempotencyKey,
        List<Attempt> attempts,
        Decision.Reason reason,
        String why)
        implements Serializable {
    /** The time from the first attempt to the end of the last, waits included. */
    public Duration took() {
        if (attempts.isEmpty()) {
            return Duration.ZERO;
        }
        Attempt last = attempts.get(attempts.size() - 1);
        return Duration.between(attempts.get(0).startedAt(), last.startedAt()).plus(last.took());
    }

    /** What stands at the end of messages. */
    String summary(@Nullable String requestId) {
        String count = attempts.size() == 1 ? "1 attempt" : attempts.size() + " attempts";
        return "(" + method + " " + path + (requestId == null ? "" : ", request " + requestId) + ", " + count + " in "
                + Say.span(took()) + "; not sent again: " + why + ")";
    }
}
