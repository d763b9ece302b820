package dev.errata.guard.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The bytes of server-sent events (HTML Living Standard, 9.2.5). */
final class Frames {
    static final byte[] KEEP_ALIVE = utf8(": keepalive\n\n");

    private Frames() {}

    static byte[] event(long id, String type, String data) {
        return utf8("event: " + word(type) + "\nid: " + id + "\n" + lines(data) + "\n");
    }

    static byte[] unnumbered(String type, String data) {
        return utf8("event: " + word(type) + "\n" + lines(data) + "\n");
    }

    private static String word(String type) {
        if (type.isEmpty() || type.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "Found an event type that is empty or has a line break; it must be one word");
        }
        return type;
    }

    /** The last event of a stream that failed; without a number, so that a client resumes behind the one before. */
    static byte[] error(byte[] envelope) {
        return utf8("event: error\n" + lines(new String(envelope, StandardCharsets.UTF_8)) + "\n");
    }

    /**
     * What a stream begins with.
     *
     * @param gap why events are missing, empty when none are
     */
    static byte[] opening(Duration retry, String gap) {
        return utf8("retry: " + retry.toMillis() + "\n\n"
                + (gap.isEmpty() ? "" : ": stream.replay_unavailable " + gap + "\n\n"));
    }

    private static String lines(String data) {
        return "data: " + data.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\ndata: ") + "\n";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
