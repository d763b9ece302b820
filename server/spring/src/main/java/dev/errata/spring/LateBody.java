package dev.errata.spring;

import dev.errata.core.Condition;
import org.jspecify.annotations.Nullable;

/** A body that may still be on its way when the head of its request is there, and that no thread needs to wait for. */
interface LateBody {
    /**
     * Asks for what is missing.
     *
     * @return whether something is; then the request must be left as it is, and comes once more with its body
     */
    boolean isAwaited();

    /** Whether the request came here before, and passed the guards. */
    boolean cameAgain();

    /** Why the body did not come, null when it did. */
    @Nullable
    Condition lost();
}
