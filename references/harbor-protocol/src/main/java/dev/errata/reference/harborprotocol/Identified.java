package dev.errata.reference.harborprotocol;

import org.jspecify.annotations.Nullable;

/** A body that may say who sends it. */
interface Identified {
    @Nullable
    IdentityBody identity();
}
