/** Who calls, and the tokens that say so. */
@NullMarked
package dev.errata.reference.harborprotocol.identity;

import org.jspecify.annotations.NullMarked;
