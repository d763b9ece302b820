/** Work that is laid down beforehand, and its runs. */
@NullMarked
package dev.errata.reference.harborprotocol.flows;

import org.jspecify.annotations.NullMarked;
