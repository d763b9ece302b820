package dev.errata.reference.harborprotocol.identity;

import org.jspecify.annotations.Nullable;

/** A body that may say who sends it. */
public interface Identified {
    @Nullable
    IdentityBody identity();
}
