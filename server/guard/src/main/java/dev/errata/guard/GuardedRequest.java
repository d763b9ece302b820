package dev.errata.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a guard sees of a request, and the two things it may leave behind. Used by one thread at a time. */
public interface GuardedRequest {
    /** The method, such as {@code GET}. */
    String method();

    /** The path as the client sent it, without the query. */
    String path();

    /** The query as the client sent it, without the question mark; null when there is none. */
    @Nullable
    String query();

    /** The values of a header in the order sent; empty when it is absent. Names are compared without case. */
    List<String> headers(String name);

    /** The address of the peer as text. */
    String peerAddress();

    /** Adds a header to whatever answer follows, success or error. */
    void answerHeader(String name, String value);

    /** Leaves a value for later guards and for the handler. */
    <T> void put(Class<T> kind, T value);

    /** What an earlier guard left, null when none did. */
    <T> @Nullable T get(Class<T> kind);

    /** The header's value when it was sent exactly once, null otherwise. */
    default @Nullable String header(String name) {
        List<String> all = headers(name);
        return all.size() == 1 ? all.get(0) : null;
    }
}
