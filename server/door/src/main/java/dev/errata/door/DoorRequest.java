package dev.errata.door;

import dev.errata.guard.GuardedRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the door sees of a request: what guards see, and which handler it has reached. Used by one thread at a time. */
public interface DoorRequest extends GuardedRequest {
    /** The id that the door has given to it, null before. */
    default @Nullable String requestId() {
        RequestId given = get(RequestId.class);
        return given == null ? null : given.value();
    }

    /** Keeps the id that the door gives to it. */
    default void requestId(String id) {
        put(RequestId.class, new RequestId(id));
    }

    /** The pattern of the route that was found, such as {@code /orders/{id}}; null while none was, or where there are none. */
    default @Nullable String route() {
        return null;
    }

    /**
     * What stands before the service's paths in the addresses that callers know, such as {@code /api}, where a proxy in
     * front has told so and pages are found below it; null to go by {@link DoorSettings#docsUrl}.
     */
    default @Nullable String base() {
        return null;
    }

    /** The first value that the answer has so far under this name, null when it has none. */
    @Nullable
    String answered(String name);

    /** Whether other threads than this one may have worked for the request. */
    default boolean isWorkedOnElsewhere() {
        return false;
    }

    /** Whether the method does nothing, whatever becomes of its handler (RFC 9110, section 9.2.1). */
    default boolean isSafe() {
        return Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(method());
    }

    /** The header's values as one list (RFC 9110, section 5.3); empty when it is absent. */
    default String list(String name) {
        return String.join(",", headers(name));
    }
}
