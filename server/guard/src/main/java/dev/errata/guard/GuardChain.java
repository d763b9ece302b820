package dev.errata.guard;

import dev.errata.core.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards in the order they stand; the first refusal ends the walk.
 *
 * @param guards in order
 */
public record GuardChain(List<Guard> guards) implements Guard {
    /** A chain of these guards. */
    public static GuardChain of(Guard... guards) {
        return new GuardChain(List.of(guards));
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        for (Guard guard : guards) {
            ApiError refusal = guard.check(request);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }
}
