package dev.errata.reference.harborprotocol.tasks;

import dev.errata.reference.harborprotocol.identity.Owner;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time that a run waited for somebody to let it go on.
 *
 * @param run that waited
 * @param resumedAt when it was over, null while it is not
 */
record Pause(
        String token,
        Owner owner,
        String run,
        String reason,
        Instant pausedAt,
        @Nullable Instant resumedAt) {
    /** That of every pause: an operator has asked for it. */
    static final String REASON = "await_input";
}
