/**
 * The one way out: what turns a refusal, an exception or a status into the bytes of the contract. Knows no framework.
 *
 * <p>An adapter shows its framework's request as {@link dev.errata.door.DoorRequest} and its answer as
 * {@link dev.errata.door.DoorAnswer}, and lets {@link dev.errata.door.Door#serve} do the work, or asks
 * {@link dev.errata.door.Door#admit} before it and hands over whatever fails. {@link dev.errata.door.ErrorMapping} says what
 * an exception means.
 */
@NullMarked
package dev.errata.door;

import org.jspecify.annotations.NullMarked;
