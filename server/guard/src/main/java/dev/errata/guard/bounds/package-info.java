/**
 * How large a JSON document may be in each direction, found out in one pass over its bytes, before or after it is
 * parsed.
 *
 * <p>{@link dev.errata.guard.bounds.PayloadBounds} are the numbers, which stand once, in the catalog;
 * {@link dev.errata.guard.bounds.BoundsCheck} answers in the contract, {@link dev.errata.guard.bounds.BoundViolation}
 * is what it found.
 */
@NullMarked
package dev.errata.guard.bounds;

import org.jspecify.annotations.NullMarked;
