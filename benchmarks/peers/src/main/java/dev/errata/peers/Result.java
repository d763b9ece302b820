package dev.errata.peers;

import dev.errata.client.fake.FakeApi.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The end of one call.
 *
 * @param scriptedAt when the script was written, shortly before the call
 * @param requests that came until the end
 * @param value what the call returned, null when it did not
 * @param failure what it threw, null when it did not
 * @param took until then
 */
record Result(
        Peer peer,
        Instant scriptedAt,
        List<Seen> requests,
        @Nullable Object value,
        @Nullable Throwable failure,
        Duration took) {

    /** Whether the call was still under way when its time was up. */
    boolean isUnfinished() {
        return value == null && failure == null;
    }

    /** The same without the first requests. */
    Result since(int before) {
        return new Result(peer, scriptedAt, requests.subList(before, requests.size()), value, failure, took);
    }

    int count() {
        return requests.size();
    }

    /** The time between a request and the next, from 0. */
    Duration gap(int index) {
        return Duration.ofNanos(
                requests.get(index + 1).nanos() - requests.get(index).nanos());
    }

    /** What the exception tells, or else the nearest of its causes that knows a status: many are wrapped. */
    Caught caught() {
        Throwable cause = failure;
        while (cause != null) {
            Caught caught = peer.caught(cause);
            if (caught.status() != null) {
                return caught;
            }
            cause = cause.getCause();
        }
        return Caught.NOTHING;
    }

    /** Whether the exception shows this part of the body, in its message or anywhere else. */
    boolean shows(String part) {
        StringBuilder shown = new StringBuilder(caught().body());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            shown.append(' ').append(cause.getMessage());
        }
        return letters(shown.toString()).contains(letters(part));
    }

    /** Without what a tree of JSON that is written again changes. */
    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Whether the call returned a text with this part: the caller was to read it by himself. */
    boolean handsOver(String part) {
        return value instanceof String text && text.contains(part);
    }

    /** The name of what was thrown, without the wrapping of futures. */
    String thrown() {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? "nothing" : cause.getClass().getSimpleName();
    }

    static String seconds(Duration span) {
        return String.format(Locale.ROOT, "%.2f s", span.toNanos() / 1e9);
    }
}
