/** States that examples begin from. */
@NullMarked
package dev.errata.reference.harborprotocol.control;

import org.jspecify.annotations.NullMarked;
