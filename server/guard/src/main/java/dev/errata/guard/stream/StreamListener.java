package dev.errata.guard.stream;

import org.jspecify.annotations.Nullable;

/** Hears how streams end, on the thread that serves all streams: it must not block. */
@FunctionalInterface
public interface StreamListener {
    /** One that does not listen. */
    StreamListener NONE = (group, ending, lastSent, failure) -> {};

    /**
     * A stream has ended.
     *
     * @param group that it belonged to
     * @param ending how
     * @param lastSent the number of the last event that was sent or was not wanted
     * @param failure what was thrown, null when it threw nothing
     */
    void ended(Object group, StreamEnding ending, long lastSent, @Nullable Throwable failure);
}
