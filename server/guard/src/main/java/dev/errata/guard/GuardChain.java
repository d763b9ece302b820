package dev.errata.guard;

import dev.errata.core.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards in the order they stand; the first refusal ends the walk, and those behind it announce what they have to tell. A
 * request too many has told its own limit and costs nothing more.
 *
 * @param guards in order
 */
public record GuardChain(List<Guard> guards) implements Guard {
    private static final int TOO_MANY_REQUESTS = 429;

    /** A chain of these guards. */
    public static GuardChain of(Guard... guards) {
        return new GuardChain(List.of(guards));
    }

    @Override
    public @Nullable ApiError check(GuardedRequest request) {
        for (int at = 0; at < guards.size(); at++) {
            ApiError refusal = guards.get(at).check(request);
            if (refusal != null) {
                if (refusal.status() != TOO_MANY_REQUESTS) {
                    announceFrom(at + 1, request);
                }
                return refusal;
            }
        }
        return null;
    }

    /** Those that can; a store that is away leaves the answer as it is. */
    @Override
    public boolean announce(GuardedRequest request) {
        return announceFrom(0, request);
    }

    private boolean announceFrom(int first, GuardedRequest request) {
        boolean goOn = true;
        for (int at = first; goOn && at < guards.size(); at++) {
            try {
                goOn = guards.get(at).announce(request);
            } catch (RuntimeException e) {
                if (!(e instanceof StoreFault)) {
                    throw e;
                }
                goOn = false;
            }
        }
        return goOn;
    }
}
