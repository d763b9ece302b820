package dev.errata.reference.harborprotocol.events;

import dev.errata.reference.harborprotocol.identity.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about.
 *
 * @param run null when it is about the session
 */
public record Subject(Owner owner, @Nullable String run) {}
