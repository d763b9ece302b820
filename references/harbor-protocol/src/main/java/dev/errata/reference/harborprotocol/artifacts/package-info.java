/** Bytes that are kept, on one of four stores. */
@NullMarked
package dev.errata.reference.harborprotocol.artifacts;

import org.jspecify.annotations.NullMarked;
