package dev.errata.guard.stream;

import dev.errata.core.ApiError;
import org.jspecify.annotations.Nullable;

/** An open stream, as the server that holds its connection sees it. Thread-safe; nothing here blocks. */
public interface Subscription {
    /** The connection takes bytes, for the first time or again. */
    void ready();

    /** Time has passed: sends a comment where it was silent too long, and cuts where it stalls too long. */
    void tick();

    /**
     * Ends the stream behind the events that there are.
     *
     * @param error that is sent as the last event, named {@code error}; null when all is well
     */
    void end(@Nullable ApiError error);

    /**
     * The connection is gone.
     *
     * @param slow whether it was given up because it took nothing any more
     */
    void lost(boolean slow);

    /** Gives a slow reader up: closes the connection at once. */
    void cut();

    /** Whether it has ended, in whatever way. */
    boolean isEnded();
}
