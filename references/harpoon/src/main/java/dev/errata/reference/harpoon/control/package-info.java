/** States that Harpoon's examples begin from, and payments that arrive. */
@NullMarked
package dev.errata.reference.harpoon.control;

import org.jspecify.annotations.NullMarked;
