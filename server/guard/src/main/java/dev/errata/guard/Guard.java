package dev.errata.guard;

import dev.errata.core.ApiError;
import org.jspecify.annotations.Nullable;

/** A check at the door. Refuses without throwing; thread-safe. */
@FunctionalInterface
public interface Guard {
    /** The error that refuses the request, null to let it pass. */
    @Nullable
    ApiError check(GuardedRequest request);

    /**
     * Tells on the answer of a request that was refused before it came here what this guard tells on every answer, and counts
     * nothing against the caller.
     *
     * @return whether those behind may tell too
     * @throws RuntimeException that is a {@link StoreFault} when what it tells cannot be found out
     */
    default boolean announce(GuardedRequest request) {
        return true;
    }
}
