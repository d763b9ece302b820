/**
 * The one way out: what turns a refusal, an exception or a status into the bytes of the contract. Knows no framework.
 *
 * <p>An adapter shows its framework's request as {@link dev.errata.door.DoorRequest} and its answer as
 * {@link dev.errata.door.DoorAnswer}, asks {@link dev.errata.door.Door#admit} before the work, and hands to the door
 * whatever fails. {@link dev.errata.door.ErrorMapping} says what an exception means.
 */
@NullMarked
package dev.errata.door;

import org.jspecify.annotations.NullMarked;
