/** What the runtime says of itself, and finds. */
@NullMarked
package dev.errata.reference.harborprotocol.posture;

import org.jspecify.annotations.NullMarked;
