package dev.errata.peers;

import org.jspecify.annotations.Nullable;

/**
 * What an exception tells by its public methods.
 *
 * @param status null when it does not say
 * @param body all that it holds of the answer's body, its message aside
 * @param requestId the id of the answer's header, null when it cannot be reached
 */
record Caught(
        @Nullable Integer status, String body, @Nullable String requestId) {
    static final Caught NOTHING = new Caught(null, "", null);
}
