package dev.errata.reference.harborprotocol;

import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about.
 *
 * @param run null when it is about the session
 */
record Subject(Owner owner, @Nullable String run) {}
