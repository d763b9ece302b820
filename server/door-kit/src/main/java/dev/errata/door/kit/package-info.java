/** What every adapter of the door must hold: fifty ways to be refused, sent over raw sockets. */
@NullMarked
package dev.errata.door.kit;

import org.jspecify.annotations.NullMarked;
