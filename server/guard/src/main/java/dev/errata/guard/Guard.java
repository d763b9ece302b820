package dev.errata.guard;

import dev.errata.core.ApiError;
import org.jspecify.annotations.Nullable;

/** A check at the door. Refuses without throwing; thread-safe. */
@FunctionalInterface
public interface Guard {
    /** The error that refuses the request, null to let it pass. */
    @Nullable
    ApiError check(GuardedRequest request);
}
