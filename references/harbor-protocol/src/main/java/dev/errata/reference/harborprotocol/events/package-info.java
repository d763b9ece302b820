/** What happens, and whoever listens. */
@NullMarked
package dev.errata.reference.harborprotocol.events;

import org.jspecify.annotations.NullMarked;
